namespace Lectern.Functions.Tests.Support;

/// <summary>Those whom every function answers in the tests of authorisation.</summary>
internal static class TestCallers
{
    /// <summary>
    /// In the order of <see cref="Samples.Statuses"/>: the student, another student, another tutor, the tutor who
    /// teaches the student, an admin.
    /// </summary>
    public static readonly string[] All = ["student", "stranger", "colleague", "tutor", "admin"];

    /// <summary>The role of a caller.</summary>
    public static string Role(string caller) =>
        caller switch { "stranger" => "student", "colleague" => "tutor", _ => caller };
}
