namespace Lectern.Worker.Tests.HostComparison;

/// <summary>
/// A resource's own part of the comparison of the hosts. It is found by reflection, in
/// <c>tests/Worker.Tests/{Folder}/{Name}Cases.cs</c>, so that it goes with the resource. The resources that the cases
/// of all requests are about are in <see cref="SeededSchool"/> and in the folder Cases.
/// </summary>
internal abstract class ResourceCases
{
    /// <summary>Those of all resources that have one.</summary>
    public static IReadOnlyList<ResourceCases> All { get; } =
    [
        .. typeof(ResourceCases).Assembly.GetTypes().Where(type => type.BaseType == typeof(ResourceCases))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (ResourceCases)Activator.CreateInstance(type)!),
    ];

    /// <summary>
    /// SQL for its rows, as those of <see cref="SeededSchool.Fill"/>: it has the functions <c>pg_temp.id</c>,
    /// <c>pg_temp.tie</c> and <c>pg_temp.name</c>, and the table <c>numbers</c>.
    /// </summary>
    public abstract string Rows { get; }

    /// <summary>Queries of its lists.</summary>
    public abstract IReadOnlyList<string> Lists { get; }

    /// <summary>Lists of which three pages are read.</summary>
    public abstract IReadOnlyList<string> Paged { get; }

    /// <summary>Paths of its first rows.</summary>
    public abstract IReadOnlyList<string> Items { get; }

    /// <summary>Lists that have an export.</summary>
    public abstract IReadOnlyList<string> Exports { get; }

    /// <summary>Paths that a tutor and a student read, too.</summary>
    public abstract IReadOnlyList<string> RolePaths { get; }

    /// <summary>Requests that write.</summary>
    public abstract IEnumerable<Case> Writing { get; }
}
