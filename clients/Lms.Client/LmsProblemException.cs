using System;
using System.Collections.Generic;

namespace Lms.Client;

/// <summary>The library says no (RFC 9457): <see cref="Code"/> is what a program switches on.</summary>
public sealed class LmsProblemException : LmsException
{
    internal LmsProblemException(Problem problem, string response, IReadOnlyDictionary<string, IEnumerable<string>> headers)
        : base(problem.Detail ?? problem.Title, problem.Status, response, headers, null) => Problem = problem;

    /// <summary>The whole problem.</summary>
    public Problem Problem { get; }

    /// <summary>Stable and kebab-case, as <c>refused</c> or <c>not-found</c>; the page <c>/problems/{code}</c> explains it.</summary>
    public string Code => Problem.Code;

    /// <summary>What is wrong, by member of the request; empty where nothing is invalid.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Errors => Problem.Errors ?? new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Every reason of a refusal, with who may override it; empty where it is none.</summary>
    public IReadOnlyList<Block> Blocks => Problem.Blocks ?? Array.Empty<Block>();

    /// <summary>What the library's log calls the request.</summary>
    public string? TraceId => Problem.TraceId;
}
