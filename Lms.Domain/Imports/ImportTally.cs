namespace Lms.Domain.Imports;

/// <summary>What became of some records.</summary>
/// <param name="Created">How many books were created.</param>
/// <param name="Updated">How many books were updated.</param>
/// <param name="Skipped">How many records were left out because the catalogue has them.</param>
/// <param name="Failed">How many records could not be taken in.</param>
/// <param name="Incomplete">How many of the created and updated ones lack something that the record says.</param>
public readonly record struct ImportTally(int Created, int Updated, int Skipped, int Failed, int Incomplete)
{
    /// <summary>How many records that makes.</summary>
    public int Records => Created + Updated + Skipped + Failed;
}
