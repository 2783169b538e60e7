namespace Lectern.Functions.Callers;

public static class Role
{
    /// <summary>Sees and changes everything.</summary>
    public const string Admin = "admin";

    /// <summary>Teaches: sees own students and homework.</summary>
    public const string Tutor = "tutor";

    /// <summary>Learns: sees itself.</summary>
    public const string Student = "student";

    /// <summary>All roles, for endpoints where the SQL says what each of them sees.</summary>
    public const string Everybody = $"{Admin},{Tutor},{Student}";

    /// <summary>Those who teach or run the school.</summary>
    public const string Staff = $"{Admin},{Tutor}";

    /// <summary>Those whom money concerns: who runs the school and who learns in it.</summary>
    public const string AdminAndStudent = $"{Admin},{Student}";
}
