using System.Collections;
using System.Reflection;
using Lectern.Functions.Http.Paging;

namespace Lectern.OpenApi;

/// <summary>The orders that the lists of a row may have: the SortKeys of its store, each of them both ways.</summary>
internal static class SortOrders
{
    /// <summary>What <c>sort</c> may be.</summary>
    public static IEnumerable<string> Of(Type row)
    {
        var keys = typeof(IReadOnlyList<>).MakeGenericType(typeof(SortKey<>).MakeGenericType(row));
        var ofStore = typeof(PageRequest<>).Assembly.GetTypes()
            .SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Static))
            .Single(property => property.PropertyType == keys);
        foreach (dynamic key in (IEnumerable)ofStore.GetValue(null)!)
        {
            yield return key.Name;
            yield return "-" + key.Name;
        }
    }
}
