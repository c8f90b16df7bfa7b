namespace Lms.Application.Imports;

/// <summary>Takes files into the catalogue, one at a time. Every replica has one; what one leaves behind another takes up.</summary>
public interface IImportWorker
{
    /// <summary>Works until it is told to stop; what it was at is then taken up by another worker, or by the next one here.</summary>
    Task RunAsync(CancellationToken stoppingToken);

    /// <summary>Works on one import as long as there is something to do.</summary>
    /// <param name="only">The import; null for the oldest that nobody works on.</param>
    /// <param name="cancellationToken">Ends the work; a batch that is not committed then has not happened.</param>
    /// <returns>False where there was none to work on.</returns>
    Task<bool> WorkAsync(int? only, CancellationToken cancellationToken);
}
