using Lms.Application.Common;

namespace Lms.Application.Notices;

/// <summary>The problems of notices.</summary>
internal static class NoticeProblems
{
    public static readonly ProblemKind[] All = [ProblemKind.NoSuch("notice")];
}
