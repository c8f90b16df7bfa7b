namespace Lms.Domain.Imports;

/// <summary>How somebody wants a file taken in.</summary>
/// <param name="MediaType">The file's media type, with its <c>charset</c> where it has one.</param>
/// <param name="Mode">What happens to a record that the catalogue has already.</param>
/// <param name="Columns">Which column of the file is which field, as <c>field=column</c> pairs separated by commas; null to go by the header alone.</param>
/// <param name="Copies">How many copies to make of a book whose record does not say.</param>
/// <param name="DryRun">Whether only to say what would happen.</param>
public sealed record ImportOrder(string MediaType, ImportMode Mode, string? Columns, int Copies, bool DryRun = false);
