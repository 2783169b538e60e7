using System.Reflection;

namespace Lectern.Functions.Tests.Support;

/// <summary>
/// What a resource brings to the tests that hold for every resource: those of authorisation, lists, exports, items,
/// HEAD and POST. It is found by reflection, so nothing outside the resource's folder names it.
/// <para>
/// A new resource adds one file, <c>tests/Functions.Tests/{Folder}/{Name}Samples.cs</c>. Its folder has the name of the
/// folder in src/Functions, and its class derives from this one and overrides:
/// </para>
/// <list type="number">
/// <item><see cref="Statuses"/>: for each function, who may call it. Always.</item>
/// <item><see cref="Tables"/>: its tables, and SQL that fills each for a full school. If it has any.</item>
/// <item><see cref="World"/>: SQL for one row of each table, which the statuses are about. If it has any.</item>
/// </list>
/// <para>
/// The bodies come from the examples of <c>[Body]</c>. Override the other members only where a test says so. Copy
/// Students/StudentSamples.cs, which has all that a usual resource needs.
/// </para>
/// </summary>
internal abstract class Samples
{
    private const string Source = "Lectern.Functions.";
    private const string Tests = "Lectern.Functions.Tests.";

    /// <summary>The samples of all resources, in the order in which their rows can be made.</summary>
    public static IReadOnlyList<Samples> All { get; } =
    [
        .. typeof(Samples).Assembly.GetTypes().Where(type => type.BaseType == typeof(Samples))
            .Select(type => (Samples)Activator.CreateInstance(type)!).OrderBy(samples => samples.Order),
    ];

    /// <summary>The folder of the resource, <c>Students</c>, in src/Functions and in tests/Functions.Tests.</summary>
    public string Folder => FolderOf(GetType(), Tests);

    /// <summary>
    /// What each function answers, by its name, to <see cref="TestCallers.All"/> in their order: <c>ok</c>, 403 or 404.
    /// The rows of its route are those of <see cref="World"/>.
    /// </summary>
    public abstract IReadOnlyDictionary<string, string> Statuses { get; }

    /// <summary>
    /// SQL for rows that belong to the student and to the tutor. <c>{students}</c> is an id: its name is the first
    /// segment of the route that the row is at, or the plural of the parameter that names it, <c>{studentId}</c>. The
    /// users have the names of the <see cref="TestCallers"/>; any other name is an id of its own.
    /// </summary>
    public virtual string World => "";

    /// <summary>
    /// Its ids of <see cref="World"/> that have another name than the route or the member says, by that name.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string> Aliases => new Dictionary<string, string>();

    /// <summary>Its tables. A table that refers to another comes after it.</summary>
    public virtual IReadOnlyList<SampleTable> Tables => [];

    /// <summary>SQL that runs once, after the tables are filled: what the lists need besides their rows.</summary>
    public virtual string Rest => "";

    /// <summary>
    /// SQL that fills its tables for a large school, for the plans of its statements: as they are spread in a real one,
    /// over ten years and over many people, with <c>pg_temp.rows()</c> rows in a table that grows every day, for
    /// <c>pg_temp.students()</c> students and <c>pg_temp.tutors()</c> tutors. <c>pg_temp.at(n, of)</c> is the time of
    /// the nth of so many rows. Without it, <see cref="Tables"/> get as many rows.
    /// </summary>
    public virtual string Large => "";

    /// <summary>Paths of archived rows in a large school, by the name of the function that they are sent to.</summary>
    public virtual IReadOnlyDictionary<string, string> Archived => new Dictionary<string, string>();

    /// <summary>
    /// What its lists are filtered by, by the name of the parameter: a value that many rows have, one that few have,
    /// one that none has. Those of a known set and ids need none.
    /// </summary>
    public virtual IReadOnlyDictionary<string, string[]> Filters => new Dictionary<string, string[]>();

    /// <summary>Its statements that may cost more than the others, each with the reason.</summary>
    public virtual IReadOnlyList<CostlyStatement> Costly => [];

    /// <summary>
    /// Bodies for the functions whose example cannot be sent to the first row of a full school, by the name of the
    /// function. The argument is a text that no other body has, for what must be unique.
    /// </summary>
    public virtual IReadOnlyDictionary<string, Func<string, string>> Bodies =>
        new Dictionary<string, Func<string, string>>();

    /// <summary>Its functions that answer POST with 200 and make no row.</summary>
    public virtual IReadOnlyList<string> Computing => [];

    /// <summary>SQL that counts its rows that contradict each other, whatever was sent; null where none can.</summary>
    public virtual string? Contradictions => null;

    /// <summary>
    /// Sends its functions bodies with a mark in every text that a caller can choose, right and wrong ones. No mark may
    /// get into a span, a log or a metric.
    /// </summary>
    public virtual Task SendMarkedAsync(SchoolApi api, string mark) => Task.CompletedTask;

    /// <summary>Its routes with parameters that are no ids, and a path of each that is there.</summary>
    public virtual IReadOnlyDictionary<string, string> Paths => new Dictionary<string, string>();

    /// <summary>
    /// When its rows are made: in the order of the resources. Override it only where rows of an earlier resource refer
    /// to rows of this one.
    /// </summary>
    protected virtual int Order =>
        Resource.All.FirstOrDefault(resource => FolderOf(resource) == Folder)?.Order ?? int.MaxValue;

    /// <summary>The folder of a resource in src/Functions.</summary>
    public static string FolderOf(Resource resource) => FolderOf(resource.GetType(), Source);

    /// <summary>The samples of the resource that a function is of.</summary>
    /// <exception cref="InvalidOperationException">There are none; the message names the file to add.</exception>
    public static Samples Of(MethodInfo function)
    {
        string folder = FolderOf(function.DeclaringType!, Source);
        return All.FirstOrDefault(samples => samples.Folder == folder)
            ?? throw new InvalidOperationException(
                $"{function.Name} has no samples. Add a class derived from Samples to tests/Functions.Tests/{folder}.");
    }

    private static string FolderOf(Type type, string root) => type.Namespace![root.Length..].Split('.')[0];
}

/// <summary>A statement that may read many rows, sort them, or take another round trip.</summary>
/// <param name="Function">The function that sends it.</param>
/// <param name="Pattern">A regular expression of its requests; empty for all of them.</param>
/// <param name="Reason">Why it may.</param>
internal sealed record CostlyStatement(string Function, string Pattern, string Reason);

/// <summary>A table of a resource, and how a full school fills it.</summary>
/// <param name="Name">The table's name.</param>
/// <param name="Rows">
/// SQL that inserts a row for each <c>n</c> of the table <c>numbers</c>. <c>pg_temp.id(n)</c> is the row's id,
/// <c>pg_temp.tie(n)</c> a time that other rows have too, <c>pg_temp.cell(n)</c> a text that a spreadsheet would
/// take for a formula.
/// </param>
/// <param name="Key">
/// The id by which the row is found, an expression. A table without an id of its own only links others, and its rows
/// are not counted.
/// </param>
internal sealed record SampleTable(string Name, string Rows, string Key = SampleTable.Id)
{
    private const string Id = "id";

    /// <summary>Whether its rows are what the API makes, and not links between them.</summary>
    public bool IsCounted => Key == Id;
}
