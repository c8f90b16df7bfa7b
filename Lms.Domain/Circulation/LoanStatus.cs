namespace Lms.Domain.Circulation;

/// <summary>How a loan stands.</summary>
public enum LoanStatus
{
    /// <summary>The user has the copy.</summary>
    Open,

    /// <summary>The copy came back.</summary>
    Returned,

    /// <summary>The copy is lost.</summary>
    Lost,

    /// <summary>The user says that the copy was returned; the library has not found it.</summary>
    ClaimedReturned,

    /// <summary>The checkout was a mistake and was taken back.</summary>
    Undone,
}
