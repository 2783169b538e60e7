namespace Lectern.Functions.Callers;

public static class Role
{
    public const string Admin = "admin";
    public const string Tutor = "tutor";
    public const string Student = "student";

    /// <summary>For endpoints whose SQL limits what each role sees.</summary>
    public const string Everybody = $"{Admin},{Tutor},{Student}";
    public const string Staff = $"{Admin},{Tutor}";
    public const string AdminAndStudent = $"{Admin},{Student}";
}
