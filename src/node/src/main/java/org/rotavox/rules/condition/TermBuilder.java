package org.rotavox.rules.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.ast.CelExprVisitor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.rotavox.model.Fact;

/** Turns what CEL has checked into a {@link Term}. */
final class TermBuilder {

  /** Up to here every whole number has an exact double, with room for the neighbours. */
  private static final double MAX_EXACT = 1L << 52;

  private static final Map<String, Atom.Relation> RELATIONS =
      Map.of(
          "_<_", Atom.Relation.LESS,
          "_<=_", Atom.Relation.AT_MOST,
          "_==_", Atom.Relation.EQUAL,
          "_>=_", Atom.Relation.AT_LEAST,
          "_>_", Atom.Relation.GREATER);

  private static final Map<String, Atom.Match> MATCHES =
      Map.of(
          "startsWith", Atom.Match.STARTS_WITH,
          "endsWith", Atom.Match.ENDS_WITH,
          "contains", Atom.Match.CONTAINS);

  private final CelAbstractSyntaxTree ast;
  private final BiFunction<CelAbstractSyntaxTree, List<Operand>, Atom> interpreted;

  /**
   * Makes a builder for one condition.
   *
   * @param interpreted makes the atom for a part that only CEL can compute
   */
  TermBuilder(
      CelAbstractSyntaxTree ast,
      BiFunction<CelAbstractSyntaxTree, List<Operand>, Atom> interpreted) {
    this.ast = ast;
    this.interpreted = interpreted;
  }

  Term build() {
    return term(ast.getExpr());
  }

  private Term term(CelExpr expr) {
    if (expr.getKind() == Kind.CALL) {
      CelExpr.CelCall call = expr.call();
      return switch (call.function()) {
        case "_&&_" -> Term.And.of(parts(expr, "_&&_"));
        case "_||_" -> Term.Or.of(parts(expr, "_||_"));
        case "!_" -> new Term.Not(term(call.args().get(0)));
        case "_!=_" ->
            comparison(call.args().get(0), "_==_", call.args().get(1))
                .map(equal -> (Term) new Term.Not(equal))
                .orElseGet(() -> interpreted(expr));
        default -> direct(expr).orElseGet(() -> interpreted(expr));
      };
    }
    return direct(expr).orElseGet(() -> interpreted(expr));
  }

  /** The parser balances long chains into a tree; this undoes it. */
  private List<Term> parts(CelExpr expr, String function) {
    List<Term> parts = new ArrayList<>();
    collect(expr, function, parts);
    return parts;
  }

  private void collect(CelExpr expr, String function, List<Term> into) {
    if (expr.getKind() == Kind.CALL && expr.call().function().equals(function)) {
      expr.call().args().forEach(part -> collect(part, function, into));
    } else {
      into.add(term(expr));
    }
  }

  private Optional<Term> direct(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> booleanLiteral(expr).map(value -> leaf(new Atom.Constant(value)));
      case IDENT -> fact(expr, Fact.Type.BOOLEAN).map(flag -> leaf(new Atom.Flag(flag)));
      case CALL -> call(expr.call());
      default -> Optional.empty();
    };
  }

  private Optional<Term> call(CelExpr.CelCall call) {
    List<CelExpr> args = call.args();
    return switch (call.function()) {
      case CelLanguage.HAS_FACT ->
          HeaderMacros.literal(args.get(1))
              .flatMap(Fact::named)
              .map(fact -> leaf(new Atom.Present(new Operand.OfFact(fact))));
      case CelLanguage.HAS_DICOM ->
          HeaderMacros.literal(args.get(1))
              .map(name -> leaf(new Atom.Present(new Operand.OfHeader(name, false))));
      case CelLanguage.HAS_NUMBER ->
          HeaderMacros.literal(args.get(1))
              .map(name -> leaf(new Atom.Present(new Operand.OfHeader(name, true))));
      case "@in" -> membership(args.get(0), args.get(1));
      case "startsWith", "endsWith", "contains" ->
          call.target().flatMap(target -> match(target, call.function(), args.get(0)));
      default ->
          RELATIONS.containsKey(call.function())
              ? comparison(args.get(0), call.function(), args.get(1))
              : Optional.empty();
    };
  }

  private Optional<Term> comparison(CelExpr left, String function, CelExpr right) {
    Atom.Relation relation = RELATIONS.get(function);
    if (relation == null) {
      return Optional.empty();
    }
    return compared(left, relation, right).or(() -> compared(right, relation.mirrored(), left));
  }

  private Optional<Term> compared(CelExpr variable, Atom.Relation relation, CelExpr fixed) {
    Optional<Double> number = number(fixed);
    if (number.isPresent()) {
      return numeric(variable).map(o -> leaf(new Atom.NumberTest(o, relation, number.get())));
    }
    if (relation != Atom.Relation.EQUAL) {
      return Optional.empty();
    }
    Optional<Boolean> truth = booleanLiteral(fixed);
    if (truth.isPresent()) {
      Term part = term(variable);
      return Optional.of(truth.get() ? part : new Term.Not(part));
    }
    return match(variable, "_==_", fixed);
  }

  private Optional<Term> match(CelExpr variable, String function, CelExpr fixed) {
    Atom.Match match = function.equals("_==_") ? Atom.Match.EQUAL : MATCHES.get(function);
    Optional<String> literal = HeaderMacros.literal(fixed);
    return match == null || literal.isEmpty()
        ? Optional.empty()
        : textual(variable).map(o -> leaf(new Atom.TextTest(o, match, literal.get())));
  }

  private Optional<Term> membership(CelExpr element, CelExpr container) {
    if (container.getKind() == Kind.IDENT) {
      return fact(container, Fact.Type.TEXT_LIST)
          .flatMap(
              list ->
                  HeaderMacros.literal(element)
                      .map(text -> leaf(new Atom.ListContains(list, text))));
    }
    if (container.getKind() != Kind.LIST) {
      return Optional.empty();
    }
    List<String> literals = new ArrayList<>();
    for (CelExpr item : container.list().elements()) {
      Optional<String> literal = HeaderMacros.literal(item);
      if (literal.isEmpty()) {
        return Optional.empty();
      }
      literals.add(literal.get());
    }
    return textual(element).map(o -> leaf(new Atom.TextAmong(o, literals)));
  }

  private Optional<Operand> numeric(CelExpr expr) {
    return fact(expr, Fact.Type.INTEGER)
        .or(() -> fact(expr, Fact.Type.NUMBER))
        .map(fact -> (Operand) new Operand.OfFact(fact))
        .or(() -> header(expr, CelLanguage.DICOM_NUMBER));
  }

  private Optional<Operand> textual(CelExpr expr) {
    return fact(expr, Fact.Type.TEXT)
        .map(fact -> (Operand) new Operand.OfFact(fact))
        .or(() -> header(expr, CelLanguage.DICOM));
  }

  private static Optional<Operand> header(CelExpr expr, String function) {
    return expr.getKind() == Kind.CALL && expr.call().function().equals(function)
        ? HeaderMacros.literal(expr.call().args().get(1))
            .map(name -> new Operand.OfHeader(name, function.equals(CelLanguage.DICOM_NUMBER)))
        : Optional.empty();
  }

  private static Optional<Fact> fact(CelExpr expr, Fact.Type type) {
    return expr.getKind() == Kind.IDENT
        ? Fact.named(expr.ident().name()).filter(fact -> fact.type() == type)
        : Optional.empty();
  }

  private static Optional<Boolean> booleanLiteral(CelExpr expr) {
    return expr.getKind() == Kind.CONSTANT
            && expr.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
        ? Optional.of(expr.constant().booleanValue())
        : Optional.empty();
  }

  private static Optional<Double> number(CelExpr expr) {
    if (expr.getKind() != Kind.CONSTANT) {
      return Optional.empty();
    }
    double value =
        switch (expr.constant().getKind()) {
          case INT64_VALUE -> expr.constant().int64Value();
          case DOUBLE_VALUE -> expr.constant().doubleValue();
          default -> Double.NaN;
        };
    return Math.abs(value) <= MAX_EXACT ? Optional.of(value) : Optional.empty();
  }

  private static Term leaf(Atom atom) {
    return new Term.Leaf(atom);
  }

  private Term interpreted(CelExpr expr) {
    OperandCollector operands = new OperandCollector();
    operands.visit(expr);
    CelAbstractSyntaxTree part =
        CelAbstractSyntaxTree.newCheckedAst(
            expr, ast.getSource(), ast.getReferenceMap(), ast.getTypeMap());
    return leaf(interpreted.apply(part, List.copyOf(operands.found)));
  }

  /** Finds the facts and header fields that an expression reads. */
  private static final class OperandCollector extends CelExprVisitor {

    private final Set<Operand> found = new LinkedHashSet<>();

    @Override
    protected void visit(CelExpr expr, CelExpr.CelIdent ident) {
      Fact.named(ident.name()).map(Operand.OfFact::new).ifPresent(found::add);
    }

    @Override
    protected void visit(CelExpr expr, CelExpr.CelCall call) {
      if (call.args().size() == 2
          && call.args().get(0).identOrDefault().name().equals(CelLanguage.SERIES)) {
        String name = HeaderMacros.literal(call.args().get(1)).orElse("");
        if (call.function().equals(CelLanguage.HAS_FACT)) {
          Fact.named(name).map(Operand.OfFact::new).ifPresent(found::add);
        } else {
          boolean numeric =
              call.function().equals(CelLanguage.DICOM_NUMBER)
                  || call.function().equals(CelLanguage.HAS_NUMBER);
          found.add(new Operand.OfHeader(name, numeric));
        }
      }
      super.visit(expr, call);
    }
  }
}
