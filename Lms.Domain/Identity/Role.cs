namespace Lms.Domain.Identity;

/// <summary>What a user may do. Each role may do all that the ones before it may.</summary>
public enum Role
{
    /// <summary>Sees and changes what is their own.</summary>
    Member,

    /// <summary>Works the desk and the catalogue, and looks after members.</summary>
    Librarian,

    /// <summary>Everything: policies, staff accounts, settings.</summary>
    Admin,
}
