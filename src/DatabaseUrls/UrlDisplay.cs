namespace Lectern.DatabaseUrls;

/// <summary>The text of a URL for people. It never fails and never contains a secret.</summary>
internal static class UrlDisplay
{
    /// <summary>The URL with the secrets replaced.</summary>
    public static DatabaseUrl Hide(DatabaseUrl url) => url with
    {
        Password = url.Password is null ? null : DatabaseUrl.Hidden,
        Untouched = url.Untouched is null ? null : UntouchedUrl.Hide(url.Untouched),
        Parameters = url.Parameters.SetItems(url.Parameters
            .Where(pair => UrlParameters.Of(pair.Key).IsSecret)
            .Select(pair => KeyValuePair.Create(pair.Key, DatabaseUrl.Hidden))),
    };

    public static string Show(DatabaseUrl url)
    {
        var hidden = Hide(url);
        var facts = Drivers.Of(url.Driver);
        return hidden.Untouched is { } rest
            ? $"{facts.Scheme}://{rest}"
            : LibpqUri.Write(hidden, [.. hidden.Parameters.Select(pair => (pair.Key, pair.Value))], "postgresql");
    }
}
