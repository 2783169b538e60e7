using System.Text.Json.Nodes;
using Lectern.Faults.Tests.Load;

namespace Lectern.Faults.Tests.Students;

/// <summary>Makes students in bulk: all of a request are there, or none.</summary>
internal sealed class BulkWriter(Client client) : Writer(client)
{
    private const int StudentsPerBulk = 3;

    public override string Rows => """
        select split_part(email, '.', 1), string_agg(id::text, ' ' order by email)
        from students where email like $1 || '@bulk.example.org' group by split_part(email, '.', 1)
        """;

    public override Task<bool> WriteAsync(string write) => CreateAsync(write, "students/bulk", new JsonArray(
    [
        .. Enumerable.Range(0, StudentsPerBulk).Select(row => new JsonObject
        {
            ["fullName"] = write,
            ["email"] = $"{write}.{row}@bulk.example.org",
        }),
    ]));

    public override bool IsWhole(string value) => value.Split(' ').Length == StudentsPerBulk;

    protected override string ValueOf(Reply reply) =>
        string.Join(' ', reply.Json["ids"]!.AsArray().Select(id => (string?)id));
}
