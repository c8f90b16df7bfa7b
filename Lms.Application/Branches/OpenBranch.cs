using AutoMapper;
using FluentValidation;
using Lms.Application.Common;
using Lms.Domain.Branches;
using MediatR;
using Microsoft.EntityFrameworkCore;

namespace Lms.Application.Branches;

/// <summary>Opens a branch.</summary>
public sealed record OpenBranch : BranchFields, ICommand<BranchResponse>;

/// <summary>Changes some of what is known about a branch.</summary>
/// <param name="Id">Which branch.</param>
/// <param name="Changes">The members to change.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record ChangeBranch(int Id, MergePatch<BranchFields> Changes, IReadOnlyList<string>? IfMatch) : ICommand<BranchResponse>;

/// <summary>Closes a branch for good. One that still has copies, users or a history stays.</summary>
/// <param name="Id">Which.</param>
/// <param name="IfMatch">The versions that the caller accepts; null for any.</param>
public sealed record CloseBranch(int Id, IReadOnlyList<string>? IfMatch) : ICommand<Unit>;

internal sealed class OpenBranchValidator : AbstractValidator<OpenBranch>
{
    public OpenBranchValidator() => Include(new BranchFieldsValidator());
}

internal sealed class BranchHandler(ILmsDbContext db, IValidator<BranchFields> validator, IMapper mapper)
    : IRequestHandler<OpenBranch, BranchResponse>, IRequestHandler<ChangeBranch, BranchResponse>, IRequestHandler<CloseBranch, Unit>
{
    public async Task<BranchResponse> Handle(OpenBranch command, CancellationToken cancellationToken)
    {
        var branch = Branch.Open(command.Code, command.Name, command.TimeZone, command.Address);
        db.Branches.Add(branch);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<BranchResponse>(branch);
    }

    public async Task<BranchResponse> Handle(ChangeBranch command, CancellationToken cancellationToken)
    {
        var branch = await FindAsync(command.Id, command.IfMatch, cancellationToken);
        var fields = command.Changes.ApplyTo(BranchFields.Of(branch));
        validator.ValidateAndThrow(fields);
        branch.Describe(fields.Code, fields.Name, fields.TimeZone, fields.Address);
        await db.SaveChangesAsync(cancellationToken);
        return mapper.Map<BranchResponse>(branch);
    }

    public async Task<Unit> Handle(CloseBranch command, CancellationToken cancellationToken)
    {
        db.Branches.Remove(await FindAsync(command.Id, command.IfMatch, cancellationToken));
        await db.SaveChangesAsync(cancellationToken);
        return Unit.Value;
    }

    private async Task<Branch> FindAsync(int id, IReadOnlyList<string>? ifMatch, CancellationToken cancellationToken)
    {
        var branch = await db.Branches.SingleOrDefaultAsync(branch => branch.Id == id, cancellationToken) ?? throw new NotFoundException("branch", id);
        branch.MustMatch(ifMatch);
        return branch;
    }
}
