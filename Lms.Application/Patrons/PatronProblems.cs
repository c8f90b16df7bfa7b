using Lms.Application.Common;

namespace Lms.Application.Patrons;

/// <summary>The problems of looking after users.</summary>
internal static class PatronProblems
{
    public static readonly ProblemKind[] All =
    [
        ProblemKind.NoSuch("user"),
        ProblemKind.NoSuch("patron category"),
        ProblemKind.NoSuch("patron block"),
        ProblemKind.NoSuch("proxy"),
        ProblemKind.Conflict("patron-block-exists", "The user has a block with this code", "A code tells one block of a user from the others.", "Lift the other one first, or choose another code."),
        ProblemKind.Conflict("too-many-patron-blocks", "The user has as many blocks as can be", "Ended blocks count until they are lifted.", "Lift one that has ended."),
        ProblemKind.Conflict("username-exists", "Another user has this user name", "Upper and lower case are the same.", "Choose another user name."),
        ProblemKind.Conflict("card-number-exists", "Another user has this card number", "A card number tells one user from all others.", "Use another number, or leave it out and have one generated."),
        ProblemKind.Conflict("patron-category-code-exists", "Another patron category has this code", "A code stands for one patron category.", "Use the one that is there, or another code."),
        ProblemKind.Conflict("default-patron-category", "This patron category stays", "Users for whom no patron category is named get it.", "Rename it, if its name is what you mind."),
        ProblemKind.Conflict("user-has-loans", "The user still has loans", "Somebody who has copies of the library cannot be deleted.", "Take the copies back first."),
        ProblemKind.Conflict("user-has-holds", "The user still has holds", "The library would not know for whom a copy is put aside.", "Cancel the holds first."),
        ProblemKind.Conflict("user-has-debts", "The user still owes something", "Debts end by being paid or waived, not by forgetting who owes them.", "Take a payment or waive the debt first."),
        ProblemKind.Conflict("user-has-credit", "The library still owes the user something", "Money that is the user's cannot be given back once nobody knows whose it is.", "Refund it first."),
        ProblemKind.Conflict("user-guarantees", "The user answers for somebody else", "Somebody whose debts the user answers for would have nobody.", "Name another guarantor for them first."),
        ProblemKind.Conflict("history-off", "No history is kept", "The library forgets what a user has brought back, unless they want to keep a history.", "To keep one from now on, set keepsHistory with PATCH /me."),
        ProblemKind.Conflict("last-admin", "This is the last administrator", "Without one, nobody could make another.", "Make another administrator first."),
        ProblemKind.Conflict("no-patron-category", "The library has no patron category", "Every user needs one.", "Create a patron category first."),
    ];
}
