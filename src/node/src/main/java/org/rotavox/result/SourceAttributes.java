package org.rotavox.result;

import org.rotavox.dataset.Tag;

/** Which attributes a result takes over from its source as they are (tables). */
final class SourceAttributes {

  /** Patient, Clinical Trial, General Study and Patient Study modules. */
  static final int[] PATIENT_AND_STUDY = {
    Tag.SpecificCharacterSet,
    Tag.TimezoneOffsetFromUTC,
    Tag.PatientName,
    Tag.PatientID,
    Tag.IssuerOfPatientID,
    Tag.IssuerOfPatientIDQualifiersSequence,
    Tag.TypeOfPatientID,
    Tag.PatientBirthDate,
    Tag.PatientBirthTime,
    Tag.PatientSex,
    Tag.OtherPatientIDsSequence,
    Tag.OtherPatientNames,
    Tag.EthnicGroup,
    Tag.PatientComments,
    Tag.ReferencedPatientSequence,
    Tag.PatientSpeciesDescription,
    Tag.PatientSpeciesCodeSequence,
    Tag.PatientBreedDescription,
    Tag.PatientBreedCodeSequence,
    Tag.BreedRegistrationSequence,
    Tag.ResponsiblePerson,
    Tag.ResponsiblePersonRole,
    Tag.ResponsibleOrganization,
    Tag.PatientIdentityRemoved,
    Tag.DeidentificationMethod,
    Tag.DeidentificationMethodCodeSequence,
    Tag.ClinicalTrialSponsorName,
    Tag.ClinicalTrialProtocolID,
    Tag.ClinicalTrialProtocolName,
    Tag.ClinicalTrialSiteID,
    Tag.ClinicalTrialSiteName,
    Tag.ClinicalTrialSubjectID,
    Tag.ClinicalTrialSubjectReadingID,
    Tag.StudyInstanceUID,
    Tag.StudyDate,
    Tag.StudyTime,
    Tag.AccessionNumber,
    Tag.IssuerOfAccessionNumberSequence,
    Tag.ReferringPhysicianName,
    Tag.ReferringPhysicianIdentificationSequence,
    Tag.ConsultingPhysicianName,
    Tag.StudyID,
    Tag.StudyDescription,
    Tag.PhysiciansOfRecord,
    Tag.NameOfPhysiciansReadingStudy,
    Tag.RequestingServiceCodeSequence,
    Tag.ReferencedStudySequence,
    Tag.ProcedureCodeSequence,
    Tag.ReasonForPerformedProcedureCodeSequence,
    Tag.AdmittingDiagnosesDescription,
    Tag.AdmittingDiagnosesCodeSequence,
    Tag.PatientAge,
    Tag.PatientSize,
    Tag.PatientWeight,
    Tag.MedicalAlerts,
    Tag.Allergies,
    Tag.PregnancyStatus,
    Tag.Occupation,
    Tag.AdditionalPatientHistory,
    Tag.AdmissionID,
    Tag.IssuerOfAdmissionIDSequence,
    Tag.ServiceEpisodeID,
    Tag.ServiceEpisodeDescription,
    Tag.PatientSexNeutered,
  };

  /** Of the source's series: who did what on which part of the body, and for which request. */
  static final int[] SERIES = {
    Tag.BodyPartExamined,
    Tag.Laterality,
    Tag.PatientPosition,
    Tag.PerformingPhysicianName,
    Tag.PerformingPhysicianIdentificationSequence,
    Tag.OperatorsName,
    Tag.RequestAttributesSequence,
    Tag.PerformedProcedureStepID,
    Tag.PerformedProcedureStepStartDate,
    Tag.PerformedProcedureStepStartTime,
    Tag.PerformedProcedureStepDescription,
    Tag.PerformedProtocolCodeSequence,
  };

  /** Date, time and number of the acquisition, for image objects. */
  static final int[] ACQUISITION = {
    Tag.AcquisitionDate, Tag.AcquisitionTime, Tag.AcquisitionDateTime, Tag.AcquisitionNumber,
  };

  static final int[] INSTITUTION = {
    Tag.InstitutionName, Tag.InstitutionAddress, Tag.InstitutionalDepartmentName,
  };

  static final int[] ACQUIRING_EQUIPMENT = {
    Tag.Manufacturer,
    Tag.InstitutionName,
    Tag.InstitutionAddress,
    Tag.StationName,
    Tag.InstitutionalDepartmentName,
    Tag.ManufacturerModelName,
    Tag.DeviceSerialNumber,
    Tag.SoftwareVersions,
  };

  /** Type 2 of the modules above: present, if need be empty. */
  static final int[] NEVER_ABSENT = {
    Tag.PatientName,
    Tag.PatientID,
    Tag.PatientBirthDate,
    Tag.PatientSex,
    Tag.StudyDate,
    Tag.StudyTime,
    Tag.AccessionNumber,
    Tag.ReferringPhysicianName,
    Tag.StudyID,
  };

  private SourceAttributes() {}
}
