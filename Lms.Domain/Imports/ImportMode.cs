namespace Lms.Domain.Imports;

/// <summary>What an import does with a record that the catalogue has already.</summary>
public enum ImportMode
{
    /// <summary>Leaves the catalogue's as it is.</summary>
    Create,

    /// <summary>Replaces the catalogue's description with the record's.</summary>
    Upsert,
}
