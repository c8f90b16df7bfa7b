namespace Lms.Domain.Imports;

/// <summary>What became of a record that is named in the list of errors.</summary>
public enum ImportErrorKind
{
    /// <summary>It could not be taken in.</summary>
    Failed,

    /// <summary>It was left out because the catalogue has it.</summary>
    Skipped,

    /// <summary>It was taken in, but not all that it says.</summary>
    Incomplete,
}
