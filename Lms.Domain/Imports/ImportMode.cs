namespace Lms.Domain.Imports;

/// <summary>What an import does with a record that the catalogue has already.</summary>
public enum ImportMode
{
    /// <summary>Leaves the catalogue's as it is.</summary>
    Create,

    /// <summary>Replaces what the catalogue says by what the record says; where the record says nothing, the catalogue's stays.</summary>
    Upsert,
}
