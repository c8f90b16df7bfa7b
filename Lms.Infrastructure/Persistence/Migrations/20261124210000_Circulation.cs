using System;
using Lms.Infrastructure.Circulation;
using Lms.Infrastructure.Policies;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace Lms.Infrastructure.Persistence.Migrations
{
    /// <inheritdoc />
    public partial class Circulation : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_loans_circulation_rules_rule_id",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_transactions_type",
                table: "transactions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_loans_open_loan_has_user",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_loans_returned",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_loans_status",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_loan_period",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_max_loans",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_renewals",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_books_published_year",
                table: "books");

            migrationBuilder.CreateSequence<int>(
                name: "hold_ids");

            migrationBuilder.AddColumn<decimal>(
                name: "amount",
                table: "transactions",
                type: "numeric(12,2)",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "before",
                table: "transactions",
                type: "jsonb",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "copy_status",
                table: "transactions",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "hold_id",
                table: "transactions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "proxy_id",
                table: "transactions",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "undoes_id",
                table: "transactions",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "auto_renew",
                table: "patrons",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "blocks",
                table: "patrons",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<int>(
                name: "claims_returned",
                table: "patrons",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "guarantor_id",
                table: "patrons",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "keeps_history",
                table: "patrons",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AlterColumn<int>(
                name: "rule_id",
                table: "loans",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "claimed_at",
                table: "loans",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "lost_at",
                table: "loans",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "material_type",
                table: "loans",
                type: "character varying(32)",
                maxLength: 32,
                nullable: false,
                defaultValue: "");

            migrationBuilder.AddColumn<bool>(
                name: "on_site",
                table: "loans",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "recalled_at",
                table: "loans",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "traces",
                table: "loans",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<int>(
                name: "unseen_renewals",
                table: "loans",
                type: "integer",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AlterColumn<int>(
                name: "renewals",
                table: "circulation_rules",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<int>(
                name: "max_loans",
                table: "circulation_rules",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AlterColumn<int>(
                name: "loan_period",
                table: "circulation_rules",
                type: "integer",
                nullable: true,
                oldClrType: typeof(int),
                oldType: "integer");

            migrationBuilder.AddColumn<decimal>(
                name: "fine_cap",
                table: "circulation_rules",
                type: "numeric(12,2)",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "fine_cap_at_price",
                table: "circulation_rules",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "fine_rate",
                table: "circulation_rules",
                type: "numeric(12,2)",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "fine_unit",
                table: "circulation_rules",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<DateOnly>(
                name: "fixed_due_date",
                table: "circulation_rules",
                type: "date",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "grace_days",
                table: "circulation_rules",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "hold_shelf_days",
                table: "circulation_rules",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "holdable",
                table: "circulation_rules",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "loan_unit",
                table: "circulation_rules",
                type: "character varying(32)",
                maxLength: 32,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "loanable",
                table: "circulation_rules",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "lost_fee",
                table: "circulation_rules",
                type: "numeric(12,2)",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "max_holds",
                table: "circulation_rules",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "processing_fee",
                table: "circulation_rules",
                type: "numeric(12,2)",
                precision: 12,
                scale: 2,
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "renewable",
                table: "circulation_rules",
                type: "boolean",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "renewal_period",
                table: "circulation_rules",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "unseen_renewals",
                table: "circulation_rules",
                type: "integer",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "opening_hours",
                table: "branches",
                type: "jsonb",
                nullable: false,
                defaultValueSql: "'[]'");

            migrationBuilder.AddColumn<int>(
                name: "minimum_age",
                table: "books",
                type: "integer",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "account_entries",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<int>(type: "integer", nullable: true),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    reason = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: true),
                    amount = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false),
                    loan_id = table.Column<int>(type: "integer", nullable: true),
                    at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    actor_id = table.Column<int>(type: "integer", nullable: true),
                    note = table.Column<string>(type: "character varying(500)", maxLength: 500, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_account_entries", x => x.id);
                    table.CheckConstraint("ck_account_entries_reason", "reason IN ('overdueFine', 'lostFee', 'processingFee', 'damage', 'other')");
                    table.CheckConstraint("ck_account_entries_sign", "(type IN ('charge', 'refund')) = (amount > 0) AND amount <> 0");
                    table.CheckConstraint("ck_account_entries_type", "type IN ('charge', 'payment', 'waiver', 'credit', 'refund')");
                    table.ForeignKey(
                        name: "fk_account_entries_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_account_entries_patrons_user_id",
                        column: x => x.user_id,
                        principalTable: "patrons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                    table.ForeignKey(
                        name: "fk_account_entries_users_actor_id",
                        column: x => x.actor_id,
                        principalTable: "users",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "closures",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    branch_id = table.Column<int>(type: "integer", nullable: false),
                    from = table.Column<DateOnly>(type: "date", nullable: false),
                    to = table.Column<DateOnly>(type: "date", nullable: false),
                    yearly = table.Column<bool>(type: "boolean", nullable: false),
                    reason = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_closures", x => x.id);
                    table.CheckConstraint("ck_closures_order", "\"to\" >= \"from\"");
                    table.ForeignKey(
                        name: "fk_closures_branches_branch_id",
                        column: x => x.branch_id,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "holds",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    book_id = table.Column<int>(type: "integer", nullable: false),
                    copy_id = table.Column<int>(type: "integer", nullable: true),
                    user_id = table.Column<int>(type: "integer", nullable: true),
                    pickup_branch_id = table.Column<int>(type: "integer", nullable: false),
                    rank = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    placed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: true),
                    suspended = table.Column<bool>(type: "boolean", nullable: false),
                    suspended_until = table.Column<DateOnly>(type: "date", nullable: true),
                    filled_by_copy_id = table.Column<int>(type: "integer", nullable: true),
                    ready_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    pickup_by = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    cleared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_holds", x => x.id);
                    table.CheckConstraint("ck_holds_active_hold_has_user", "user_id IS NOT NULL OR NOT (ended_at IS NULL)");
                    table.CheckConstraint("ck_holds_ended", "(ended_at IS NULL) = (status IN ('waiting', 'inTransit', 'ready'))");
                    table.CheckConstraint("ck_holds_filled", "(status IN ('inTransit', 'ready')) <= (filled_by_copy_id IS NOT NULL) AND (status = 'ready') <= (ready_at IS NOT NULL AND pickup_by IS NOT NULL)");
                    table.CheckConstraint("ck_holds_status", "status IN ('waiting', 'inTransit', 'ready', 'fulfilled', 'cancelled', 'expired')");
                    table.ForeignKey(
                        name: "fk_holds_books_book_id",
                        column: x => x.book_id,
                        principalTable: "books",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_holds_branches_pickup_branch_id",
                        column: x => x.pickup_branch_id,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_holds_copies_copy_id",
                        column: x => x.copy_id,
                        principalTable: "copies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_holds_copies_filled_by_copy_id",
                        column: x => x.filled_by_copy_id,
                        principalTable: "copies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_holds_patrons_user_id",
                        column: x => x.user_id,
                        principalTable: "patrons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.SetNull);
                });

            migrationBuilder.CreateTable(
                name: "proxies",
                columns: table => new
                {
                    sponsor_id = table.Column<int>(type: "integer", nullable: false),
                    proxy_id = table.Column<int>(type: "integer", nullable: false),
                    expires_on = table.Column<DateOnly>(type: "date", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_proxies", x => new { x.sponsor_id, x.proxy_id });
                    table.CheckConstraint("ck_proxies_other", "proxy_id <> sponsor_id");
                    table.ForeignKey(
                        name: "fk_proxies_patrons_proxy_id",
                        column: x => x.proxy_id,
                        principalTable: "patrons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "fk_proxies_patrons_sponsor_id",
                        column: x => x.sponsor_id,
                        principalTable: "patrons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "settings",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false),
                    values = table.Column<string>(type: "jsonb", nullable: false),
                    policy_version = table.Column<Guid>(type: "uuid", nullable: false, defaultValueSql: "gen_random_uuid()"),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_settings", x => x.id);
                    table.CheckConstraint("ck_settings_only", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "allocations",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    credit_id = table.Column<long>(type: "bigint", nullable: false),
                    charge_id = table.Column<long>(type: "bigint", nullable: false),
                    amount = table.Column<decimal>(type: "numeric(12,2)", precision: 12, scale: 2, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_allocations", x => x.id);
                    table.CheckConstraint("ck_allocations_amount", "amount > 0");
                    table.ForeignKey(
                        name: "fk_allocations_account_entries_charge_id",
                        column: x => x.charge_id,
                        principalTable: "account_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_allocations_account_entries_credit_id",
                        column: x => x.credit_id,
                        principalTable: "account_entries",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateTable(
                name: "notices",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    user_id = table.Column<int>(type: "integer", nullable: false),
                    type = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    subject = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: false),
                    text = table.Column<string>(type: "character varying(10000)", maxLength: 10000, nullable: false),
                    loan_id = table.Column<int>(type: "integer", nullable: true),
                    hold_id = table.Column<int>(type: "integer", nullable: true),
                    occasion = table.Column<string>(type: "character varying(100)", maxLength: 100, nullable: true),
                    status = table.Column<string>(type: "character varying(32)", maxLength: 32, nullable: false),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    next_attempt_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    failure = table.Column<string>(type: "character varying(200)", maxLength: 200, nullable: true),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_notices", x => x.id);
                    table.CheckConstraint("ck_notices_status", "status IN ('queued', 'sent', 'failed', 'dropped')");
                    table.CheckConstraint("ck_notices_type", "type IN ('dueSoon', 'overdue', 'holdReady', 'holdExpired', 'autoRenewed', 'notRenewed', 'recalled', 'dateMoved', 'receipt')");
                    table.ForeignKey(
                        name: "fk_notices_holds_hold_id",
                        column: x => x.hold_id,
                        principalTable: "holds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_notices_loans_loan_id",
                        column: x => x.loan_id,
                        principalTable: "loans",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_notices_patrons_user_id",
                        column: x => x.user_id,
                        principalTable: "patrons",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "transfers",
                columns: table => new
                {
                    id = table.Column<int>(type: "integer", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                    copy_id = table.Column<int>(type: "integer", nullable: false),
                    from_branch_id = table.Column<int>(type: "integer", nullable: false),
                    to_branch_id = table.Column<int>(type: "integer", nullable: false),
                    hold_id = table.Column<int>(type: "integer", nullable: true),
                    sent_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    ended_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    arrived = table.Column<bool>(type: "boolean", nullable: false),
                    xmin = table.Column<uint>(type: "xid", rowVersion: true, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_transfers", x => x.id);
                    table.ForeignKey(
                        name: "fk_transfers_branches_from_branch_id",
                        column: x => x.from_branch_id,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_transfers_branches_to_branch_id",
                        column: x => x.to_branch_id,
                        principalTable: "branches",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_transfers_copies_copy_id",
                        column: x => x.copy_id,
                        principalTable: "copies",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "fk_transfers_holds_hold_id",
                        column: x => x.hold_id,
                        principalTable: "holds",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "ix_transactions_hold_id",
                table: "transactions",
                column: "hold_id",
                filter: "hold_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_transactions_proxy_id",
                table: "transactions",
                column: "proxy_id",
                filter: "proxy_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "one_undo_per_transaction",
                table: "transactions",
                column: "undoes_id",
                unique: true);

            migrationBuilder.CarryRulesAndLoansOver();

            migrationBuilder.AddCheckConstraint(
                name: "ck_transactions_copy_status",
                table: "transactions",
                sql: "copy_status IN ('available', 'onLoan', 'onHoldShelf', 'inTransit', 'lost', 'claimedReturned', 'damaged', 'missing', 'inRepair', 'withdrawn', 'onOrder')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_transactions_type",
                table: "transactions",
                sql: "type IN ('copyStatusChange', 'checkout', 'renewal', 'return', 'inHouseUse', 'dueDateChange', 'recall', 'lost', 'claimedReturned', 'holdPlaced', 'holdMoved', 'holdSuspended', 'holdResumed', 'holdFilled', 'holdReady', 'holdUnfilled', 'holdFulfilled', 'holdCancelled', 'holdExpired', 'transferSent', 'transferReceived', 'charge', 'payment', 'waiver', 'credit', 'refund', 'undo')");

            migrationBuilder.CreateIndex(
                name: "ix_patrons_guarantor_id",
                table: "patrons",
                column: "guarantor_id",
                filter: "guarantor_id IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_patrons_guarantor",
                table: "patrons",
                sql: "guarantor_id <> id");

            migrationBuilder.CreateIndex(
                name: "ix_loans_returned_at",
                table: "loans",
                column: "returned_at",
                filter: "user_id IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_loans_lost",
                table: "loans",
                sql: "(status = 'lost') <= (lost_at IS NOT NULL) AND (status = 'claimedReturned') <= (claimed_at IS NOT NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_loans_open_loan_has_user",
                table: "loans",
                sql: "user_id IS NOT NULL OR returned_at IS NOT NULL OR status = 'lost'");

            migrationBuilder.AddCheckConstraint(
                name: "ck_loans_renewals",
                table: "loans",
                sql: "renewals >= 0 AND unseen_renewals BETWEEN 0 AND renewals");

            migrationBuilder.AddCheckConstraint(
                name: "ck_loans_returned",
                table: "loans",
                sql: "(status IN ('returned', 'undone')) = (returned_at IS NOT NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_loans_status",
                table: "loans",
                sql: "status IN ('open', 'returned', 'lost', 'claimedReturned', 'undone')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_amounts",
                table: "circulation_rules",
                sql: "fine_rate >= 0 AND fine_cap >= 0 AND lost_fee >= 0 AND processing_fee >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_catch_all",
                table: "circulation_rules",
                sql: "patron_category_id IS NOT NULL OR material_type IS NOT NULL OR branch_id IS NOT NULL OR (loan_period IS NOT NULL AND loan_unit IS NOT NULL AND renewals IS NOT NULL AND max_loans IS NOT NULL AND max_holds IS NOT NULL AND hold_shelf_days IS NOT NULL AND fine_rate IS NOT NULL AND fine_unit IS NOT NULL AND grace_days IS NOT NULL AND fine_cap_at_price IS NOT NULL AND processing_fee IS NOT NULL AND loanable IS NOT NULL AND renewable IS NOT NULL AND holdable IS NOT NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_counts",
                table: "circulation_rules",
                sql: "renewals >= 0 AND unseen_renewals >= 0 AND max_loans >= 0 AND max_holds >= 0 AND grace_days >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_fine_unit",
                table: "circulation_rules",
                sql: "fine_unit IN ('day', 'hour')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_loan_unit",
                table: "circulation_rules",
                sql: "loan_unit IN ('days', 'hours')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_periods",
                table: "circulation_rules",
                sql: "loan_period >= 1 AND renewal_period >= 1 AND hold_shelf_days >= 1");

            migrationBuilder.AddCheckConstraint(
                name: "ck_books_published_year",
                table: "books",
                sql: "published_year <> 0 AND minimum_age BETWEEN 0 AND 150");

            migrationBuilder.CreateIndex(
                name: "ix_account_entries_actor_id",
                table: "account_entries",
                column: "actor_id");

            migrationBuilder.CreateIndex(
                name: "ix_account_entries_loan_id",
                table: "account_entries",
                column: "loan_id",
                filter: "loan_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_account_entries_user_id_id",
                table: "account_entries",
                columns: new[] { "user_id", "id" })
                .Annotation("Npgsql:IndexInclude", new[] { "amount" });

            migrationBuilder.CreateIndex(
                name: "ix_allocations_charge_id",
                table: "allocations",
                column: "charge_id")
                .Annotation("Npgsql:IndexInclude", new[] { "amount" });

            migrationBuilder.CreateIndex(
                name: "ix_allocations_credit_id",
                table: "allocations",
                column: "credit_id")
                .Annotation("Npgsql:IndexInclude", new[] { "amount" });

            migrationBuilder.CreateIndex(
                name: "ix_closures_branch_id_id",
                table: "closures",
                columns: new[] { "branch_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_holds_book_id_id",
                table: "holds",
                columns: new[] { "book_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_holds_copy_id",
                table: "holds",
                column: "copy_id",
                filter: "copy_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_holds_expires_on",
                table: "holds",
                column: "expires_on",
                filter: "expires_on IS NOT NULL AND ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_holds_pickup_by",
                table: "holds",
                column: "pickup_by",
                filter: "status = 'ready'");

            migrationBuilder.CreateIndex(
                name: "ix_holds_queue",
                table: "holds",
                columns: new[] { "book_id", "rank" },
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_holds_to_clear",
                table: "holds",
                column: "filled_by_copy_id",
                filter: "cleared_at IS NULL AND ready_at IS NOT NULL AND status IN ('expired', 'cancelled')");

            migrationBuilder.CreateIndex(
                name: "ix_holds_user_id_id",
                table: "holds",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "one_active_hold_per_user_and_book",
                table: "holds",
                columns: new[] { "user_id", "book_id" },
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "one_filled_hold_per_copy",
                table: "holds",
                column: "filled_by_copy_id",
                unique: true,
                filter: "status IN ('inTransit', 'ready')");

            migrationBuilder.CreateIndex(
                name: "ix_notices_hold_id",
                table: "notices",
                column: "hold_id",
                filter: "hold_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_notices_loan_id",
                table: "notices",
                column: "loan_id",
                filter: "loan_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_notices_next_attempt_at",
                table: "notices",
                column: "next_attempt_at",
                filter: "status = 'queued'");

            migrationBuilder.CreateIndex(
                name: "ix_notices_user_id_id",
                table: "notices",
                columns: new[] { "user_id", "id" });

            migrationBuilder.CreateIndex(
                name: "one_notice_per_occasion",
                table: "notices",
                column: "occasion",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_proxies_proxy_id",
                table: "proxies",
                column: "proxy_id");

            migrationBuilder.CreateIndex(
                name: "ix_transfers_copy_id_id",
                table: "transfers",
                columns: new[] { "copy_id", "id" });

            migrationBuilder.CreateIndex(
                name: "ix_transfers_to_branch_id_id",
                table: "transfers",
                columns: new[] { "to_branch_id", "id" },
                filter: "ended_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "one_open_transfer_per_copy",
                table: "transfers",
                column: "copy_id",
                unique: true,
                filter: "ended_at IS NULL");

            migrationBuilder.AddForeignKey(
                name: "fk_loans_circulation_rules_rule_id",
                table: "loans",
                column: "rule_id",
                principalTable: "circulation_rules",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.AddForeignKey(
                name: "fk_patrons_patrons_guarantor_id",
                table: "patrons",
                column: "guarantor_id",
                principalTable: "patrons",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_transactions_holds_hold_id",
                table: "transactions",
                column: "hold_id",
                principalTable: "holds",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_transactions_transactions_undoes_id",
                table: "transactions",
                column: "undoes_id",
                principalTable: "transactions",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);

            migrationBuilder.AddForeignKey(
                name: "fk_transactions_users_proxy_id",
                table: "transactions",
                column: "proxy_id",
                principalTable: "users",
                principalColumn: "id",
                onDelete: ReferentialAction.SetNull);

            migrationBuilder.ExtendImmutableLedger();
            migrationBuilder.CreatePolicyVersions();
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "fk_loans_circulation_rules_rule_id",
                table: "loans");

            migrationBuilder.DropForeignKey(
                name: "fk_patrons_patrons_guarantor_id",
                table: "patrons");

            migrationBuilder.DropForeignKey(
                name: "fk_transactions_holds_hold_id",
                table: "transactions");

            migrationBuilder.DropForeignKey(
                name: "fk_transactions_transactions_undoes_id",
                table: "transactions");

            migrationBuilder.DropForeignKey(
                name: "fk_transactions_users_proxy_id",
                table: "transactions");

            migrationBuilder.DropTable(
                name: "allocations");

            migrationBuilder.DropTable(
                name: "closures");

            migrationBuilder.DropTable(
                name: "notices");

            migrationBuilder.DropTable(
                name: "proxies");

            migrationBuilder.DropTable(
                name: "settings");

            migrationBuilder.DropTable(
                name: "transfers");

            migrationBuilder.DropTable(
                name: "account_entries");

            migrationBuilder.DropTable(
                name: "holds");

            migrationBuilder.DropIndex(
                name: "ix_transactions_hold_id",
                table: "transactions");

            migrationBuilder.DropIndex(
                name: "ix_transactions_proxy_id",
                table: "transactions");

            migrationBuilder.DropIndex(
                name: "one_undo_per_transaction",
                table: "transactions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_transactions_copy_status",
                table: "transactions");

            migrationBuilder.DropCheckConstraint(
                name: "ck_transactions_type",
                table: "transactions");

            migrationBuilder.DropIndex(
                name: "ix_patrons_guarantor_id",
                table: "patrons");

            migrationBuilder.DropCheckConstraint(
                name: "ck_patrons_guarantor",
                table: "patrons");

            migrationBuilder.DropIndex(
                name: "ix_loans_returned_at",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_loans_lost",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_loans_open_loan_has_user",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_loans_renewals",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_loans_returned",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_loans_status",
                table: "loans");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_amounts",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_catch_all",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_counts",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_fine_unit",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_loan_unit",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_circulation_rules_periods",
                table: "circulation_rules");

            migrationBuilder.DropCheckConstraint(
                name: "ck_books_published_year",
                table: "books");

            migrationBuilder.DropColumn(
                name: "amount",
                table: "transactions");

            migrationBuilder.DropColumn(
                name: "before",
                table: "transactions");

            migrationBuilder.DropColumn(
                name: "copy_status",
                table: "transactions");

            migrationBuilder.DropColumn(
                name: "hold_id",
                table: "transactions");

            migrationBuilder.DropColumn(
                name: "proxy_id",
                table: "transactions");

            migrationBuilder.DropColumn(
                name: "undoes_id",
                table: "transactions");

            migrationBuilder.DropColumn(
                name: "auto_renew",
                table: "patrons");

            migrationBuilder.DropColumn(
                name: "blocks",
                table: "patrons");

            migrationBuilder.DropColumn(
                name: "claims_returned",
                table: "patrons");

            migrationBuilder.DropColumn(
                name: "guarantor_id",
                table: "patrons");

            migrationBuilder.DropColumn(
                name: "keeps_history",
                table: "patrons");

            migrationBuilder.DropColumn(
                name: "claimed_at",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "lost_at",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "material_type",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "on_site",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "recalled_at",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "traces",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "unseen_renewals",
                table: "loans");

            migrationBuilder.DropColumn(
                name: "fine_cap",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "fine_cap_at_price",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "fine_rate",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "fine_unit",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "fixed_due_date",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "grace_days",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "hold_shelf_days",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "holdable",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "loan_unit",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "loanable",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "lost_fee",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "max_holds",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "processing_fee",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "renewable",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "renewal_period",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "unseen_renewals",
                table: "circulation_rules");

            migrationBuilder.DropColumn(
                name: "opening_hours",
                table: "branches");

            migrationBuilder.DropColumn(
                name: "minimum_age",
                table: "books");

            migrationBuilder.DropSequence(
                name: "hold_ids");

            migrationBuilder.AlterColumn<int>(
                name: "rule_id",
                table: "loans",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "renewals",
                table: "circulation_rules",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "max_loans",
                table: "circulation_rules",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AlterColumn<int>(
                name: "loan_period",
                table: "circulation_rules",
                type: "integer",
                nullable: false,
                defaultValue: 0,
                oldClrType: typeof(int),
                oldType: "integer",
                oldNullable: true);

            migrationBuilder.AddCheckConstraint(
                name: "ck_transactions_type",
                table: "transactions",
                sql: "type IN ('checkout', 'renewal', 'return', 'inHouseUse', 'dueDateChange')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_loans_open_loan_has_user",
                table: "loans",
                sql: "user_id IS NOT NULL OR returned_at IS NOT NULL");

            migrationBuilder.AddCheckConstraint(
                name: "ck_loans_returned",
                table: "loans",
                sql: "(status = 'returned') = (returned_at IS NOT NULL)");

            migrationBuilder.AddCheckConstraint(
                name: "ck_loans_status",
                table: "loans",
                sql: "status IN ('open', 'returned', 'lost', 'claimedReturned')");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_loan_period",
                table: "circulation_rules",
                sql: "loan_period >= 1");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_max_loans",
                table: "circulation_rules",
                sql: "max_loans >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_circulation_rules_renewals",
                table: "circulation_rules",
                sql: "renewals >= 0");

            migrationBuilder.AddCheckConstraint(
                name: "ck_books_published_year",
                table: "books",
                sql: "published_year <> 0");

            migrationBuilder.AddForeignKey(
                name: "fk_loans_circulation_rules_rule_id",
                table: "loans",
                column: "rule_id",
                principalTable: "circulation_rules",
                principalColumn: "id",
                onDelete: ReferentialAction.Restrict);
        }
    }
}
