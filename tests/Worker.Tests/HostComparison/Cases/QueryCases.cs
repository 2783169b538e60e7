using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Query parameters that are wrong, repeated, or named as something that a host knows itself.</summary>
internal static class QueryCases
{
    private static readonly string[] Queries =
    [
        "students?unknown=1", "students?Limit=2", "students?LIMIT=2&CURSOR=x", "students?limit=1&limit=2",
        "students?limit=1&Limit=2", "students?limit=", "students?limit", "students?limit=%20", "students?limit=0",
        "students?limit=201", "students?limit=-1", "students?limit=1.0", "students?limit=1e1", "students?limit=0x1",
        "students?limit=+1", "students?limit=%2B1", "students?limit=99999999999999999999", "students?limit=%D9%A1",
        "students?count=1", "students?count=yes", "students?count=%20true", "students?active=", "students?active=null",
        "students?grade=14", "students?grade=", "students?tutorId=", "students?tutorId=x",
        "students?tutorId=%7B00000000-0000-7000-8000-000000000001%7D",
        "students?tutorId=00000000000070008000000000000001", "students?sort=", "students?sort=-", "students?sort=email",
        "students?sort=FullName", "students?sort=%2DfullName", "students?cursor=", "students?cursor=x",
        "students?cursor=W10", "students?q=%00", "students?q=a%00b", "students?q=%FF", "students?q=%ED%A0%80",
        "students?q=%", "students?q=%zz", "students?q=a%26b%3Dc", "students?q=a;b", "students?q=a?b",
        "students?q=a=b=c", "students?=x", "students?%6Cimit=2", "students?limit%20=2", "students?code=x",
        "students?limit=1&code=x", "students?Query=x", "students?Headers=x", "students?query=1&headers=1",
        "students?request=x", "students?cancellationToken=x", "students?id=x", "students?sys.MethodName=x",
        $"students/{First}?id={Nobody}", $"students/{First}?limit=1", "about?x=1", "docs?name=x",
        "docs/swagger-ui.css?name=x", "nowhere?path=about", "nowhere?path=", "nowhere?x=1&x=2",
        "subscriptions?endingBefore=2026-1-1", "subscriptions?endingBefore=2026-02-30",
        "subscriptions?endingBefore=2026-01-01T00:00:00Z", "subscriptions?endingBefore=0001-01-01",
        "subscriptions?endingBefore=9999-12-31", "homework?dueBefore=2096-01-01T00:00:00",
        "homework?dueBefore=2096-01-01T00:00:00+01:00", "homework?dueBefore=0001-01-01T00:00:00Z",
        "homework?dueBefore=9999-12-31T23:59:59.9999999Z", "homework?status=done", "homework?status=Assigned",
        "students/bulk?onConflict=skip", $"conversations/{First}/messages?id={Nobody}", "users?expand=all",
        "students?%F0%9F%98%80=1", "students?limit=1#fragment", "students?limit=1%23",
    ];

    public static IEnumerable<Case> All =>
    [
        .. Queries.Select(query => new Case($"query {query}", Get(query))),
        new("query of 1,000 names", Get("students?" + string.Concat(Enumerable.Range(0,
            1000).Select(n => $"p{n}=1&")))),
        new("query of 1,025 values", Get("students?" + string.Concat(Enumerable.Repeat("limit=1&", 500)))),
        new("query of 201 characters", Get("students?q=" + new string('x', 201))),
        new("query on a POST", Post("students?limit=1", "{}"), Post("students?code=x", "{}")),
        new("unknown value of onConflict", Post("students/bulk?onConflict=x", "[]"),
            Post("students/bulk?onConflict=skip&onConflict=fail", "[]"), Post("students/bulk?ONCONFLICT=x", "[]")),
    ];
}
