namespace Lms.Application.Common;

/// <summary>
/// Who reckons a due date reads the calendars, and who announces or lifts a closure changes them. Readers do not wait for each other; whoever
/// changes waits until what was reckoned by the old calendar is written, and finds it then. Before any row.
/// </summary>
public enum CalendarLock
{
    /// <summary>The calendars stay as they are until the transaction ends.</summary>
    ToRead,

    /// <summary>Nobody reckons by the calendars until the transaction ends.</summary>
    ToChange,
}
