namespace Lms.Domain.Jobs;

/// <summary>What a job does.</summary>
public enum JobKind
{
    /// <summary>Writes books to a file.</summary>
    Export,

    /// <summary>Changes what is said about many books.</summary>
    Edit,

    /// <summary>Merges many groups of books that are the same.</summary>
    Merge,

    /// <summary>Gives books back what an edit changed.</summary>
    EditUndo,

    /// <summary>Takes back what an import brought and changed.</summary>
    ImportUndo,

    /// <summary>Changes what is known about many copies.</summary>
    CopyEdit,

    /// <summary>Gives copies back what an edit changed.</summary>
    CopyEditUndo,
}
