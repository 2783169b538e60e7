namespace Lectern.Functions.Http.Paging;

/// <summary>A column that a list may be sorted by; the id breaks ties, so that every row has one place.</summary>
/// <param name="Name">The name in <c>sort=</c>.</param>
/// <param name="Column">The column, which must be <c>not null</c> and have an index together with the id.</param>
/// <param name="ValueType">What a cursor holds of a row: string, DateTime, DateOnly or a number.</param>
/// <param name="ValueOf">A row's value.</param>
public sealed record SortKey<T>(string Name, string Column, Type ValueType, Func<T, object> ValueOf);
