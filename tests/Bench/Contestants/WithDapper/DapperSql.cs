using Lectern.Bench.Contestants.Common;

namespace Lectern.Bench.Contestants.WithDapper;

/// <summary>The statements of <see cref="SchoolSql"/> with the named parameters that Dapper binds.</summary>
internal static class DapperSql
{
    public static readonly string Get = Named(SchoolSql.Get, "id");
    public static readonly string List = Named(SchoolSql.List, "Fetch");
    public static readonly string ListAfter = Named(SchoolSql.ListAfter, "Fetch", "createdAt", "id");
    public static readonly string Search = Named(SchoolSql.Search, "Fetch", "pattern");
    public static readonly string Patch = Named(SchoolSql.Patch, "id", "version", "patch");
    public static readonly string ClaimKey = Named(SchoolSql.ClaimKey, "Caller", "key", "hash");
    public static readonly string KeepAnswer =
        Named(SchoolSql.KeepAnswer, "Caller", "key", "status", "headers", "body");
    public static readonly string Create = Named(
        SchoolSql.Create, "Id", "FullName", "Email", "Grade", "DateOfBirth", "IsActive", "UserId");
    public static readonly string Pay = Named(
        SchoolSql.Pay, "Id", "StudentId", "SubscriptionId", "AmountMinor", "Currency", "Method", "Reference", "PaidAt");

    private static string Named(string sql, params string[] names) => names.Index().Aggregate(
        sql, (text, name) => text.Replace($"${name.Index + 1}", $"@{name.Item}", StringComparison.Ordinal));
}
