using Lms.Application.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Lms.Infrastructure.Identity;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    /// <summary>One name, one account.</summary>
    public const string OneUserPerName = "one_user_per_name";

    public void Configure(EntityTypeBuilder<User> user)
    {
        user.ToTable("users");
        user.Property(u => u.Version).IsRowVersion();
        user.Property(u => u.ConcurrencyStamp).HasMaxLength(36).IsConcurrencyToken();
        user.Property(u => u.SecurityStamp).HasMaxLength(36);
        user.Property(u => u.PasswordHash).HasMaxLength(200);
        user.Property(u => u.UserName).HasColumnName("username").HasMaxLength(User.MaxUsername).IsRequired();
        user.Property(u => u.NormalizedUserName).HasColumnName("normalized_username").HasMaxLength(User.MaxUsername).IsRequired();
        user.Property(u => u.Email).HasMaxLength(User.MaxEmail);
        user.Property(u => u.NormalizedEmail).HasMaxLength(User.MaxEmail);
        user.HasIndex(u => u.NormalizedUserName).HasDatabaseName(OneUserPerName).IsUnique();
        user.HasIndex(u => u.NormalizedEmail).HasDatabaseName("ix_users_normalized_email");
        user.HasIndex(u => u.Role).HasFilter("role <> 'member'");

        // One password is all that people sign in with here; what Identity offers beyond it has no columns.
        user.Ignore(u => u.EmailConfirmed).Ignore(u => u.PhoneNumber).Ignore(u => u.PhoneNumberConfirmed).Ignore(u => u.TwoFactorEnabled);
    }
}

internal sealed class RefreshTokenConfiguration : IEntityTypeConfiguration<RefreshToken>
{
    public void Configure(EntityTypeBuilder<RefreshToken> token)
    {
        token.ToTable("refresh_tokens");
        token.HasKey(t => t.Hash);
        token.HasOne<User>().WithMany().HasForeignKey(t => t.UserId).OnDelete(DeleteBehavior.Cascade);
        token.HasIndex(t => t.FamilyId);
        token.HasIndex(t => t.UserId);
    }
}

internal sealed class PasswordResetConfiguration : IEntityTypeConfiguration<PasswordReset>
{
    public void Configure(EntityTypeBuilder<PasswordReset> reset)
    {
        reset.ToTable("password_resets");
        reset.HasKey(r => r.Hash);
        reset.HasOne<User>().WithMany().HasForeignKey(r => r.UserId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class SigningKeyConfiguration : IEntityTypeConfiguration<SigningKey>
{
    public void Configure(EntityTypeBuilder<SigningKey> key)
    {
        key.ToTable("signing_keys");
        key.Property(k => k.Id).HasMaxLength(32);
    }
}
