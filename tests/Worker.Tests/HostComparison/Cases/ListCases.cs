using static Lectern.Worker.Tests.HostComparison.Request;
using static Lectern.Worker.Tests.HostComparison.SeededSchool;

namespace Lectern.Worker.Tests.HostComparison.Cases;

/// <summary>Lists: pages, filters, orders, counts.</summary>
internal static class ListCases
{
    private static readonly string[] Lists =
    [
        "users?limit=3", "users?expand=profile&limit=2", "users?role=tutor&active=true&q=user",
        "users?sort=-username&limit=4", "students?limit=3&count=true", "students?sort=-fullName&limit=5",
        "students?active=TRUE&grade=05", "students?grade=13&count=True", "students?q=gr%C3%BC%C3%9Fe",
        "students?q=100%25%20%26%20more", "students?q=Zo%C3%AB+%F0%9F%98%80", "students?q=%2B", "students?q=",
        $"students?tutorId={First}&limit=1", "tutors?subject=Chess&limit=2", "tutors?subject=%3D1%2B1",
        "tutors?q=ada&sort=fullName", "subscriptions?status=active&limit=2",
        $"subscriptions?studentId={First}&endingBefore=2030-01-01",
        "homework?dueBefore=2096-01-01T00:30:00Z&limit=2", "homework?dueBefore=2096-01-01T02:30:00%2B01:00&limit=2",
        "homework?overdue=false&sort=-dueAt&limit=2", $"homework?studentId={First}&tutorId={First}&status=assigned",
        "conversations?limit=2&count=true", $"conversations/{First}/messages?limit=2",
        $"tutors/{First}/students?limit=2", $"students/{First}/tutors?limit=2&sort=-createdAt", "students?limit=200",
        "students?", "students?&&limit=1&",
    ];

    public static IEnumerable<Case> All =>
    [
        .. Lists.Concat(ResourceCases.All.SelectMany(resource => resource.Lists))
            .Select(list => new Case($"list {list}", Get(list))),
        .. Paged("students?limit=11&sort=-fullName&count=true"),
        .. Paged("students?limit=11&q=%C3%BC&active=true"),
        .. Paged("homework?limit=13&sort=dueAt"),
        .. Paged($"conversations/{First}/messages?limit=13"),
        .. ResourceCases.All.SelectMany(resource => resource.Paged).SelectMany(Paged),
        new("me without a user", Get("me")),
        new("me as a user", Get("me").With($"X-Dev-User: {First}")),
    ];

    private static IEnumerable<Case> Paged(string list) =>
        [new($"pages of {list}", Get(list), new Request("GET", "{next}"), new Request("GET", "{next}"))];
}
