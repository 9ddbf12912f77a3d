/**
 * Closed triangle meshes of a volume's dense parts: marching cubes, smoothing, decimation, and the
 * STL bytes for a printer.
 *
 * <p>In: a {@code Volume} and a threshold. Out: a {@link org.rotavox.result.surface.TriangleMesh}
 * in patient millimetres (LPS), watertight and manifold at every step.
 */
@NullMarked
package org.rotavox.result.surface;

import org.jspecify.annotations.NullMarked;
