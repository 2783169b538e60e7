namespace Lectern.DatabaseUrls;

/// <summary>The rules for the text of a connection string that all dialects share.</summary>
internal static class UrlText
{
    public static void Check(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.Empty,
                "The connection string is empty.",
                "Write postgresql://user:password@host:5432/database, or set DATABASE_URL.");
        }

        if (text.Length > DatabaseUrl.MaxTextLength)
        {
            throw new DatabaseUrlException(
                UrlMistakeKind.TooLong,
                $"The connection string is longer than {DatabaseUrl.MaxTextLength} characters.",
                "Give a connection string, not a file; certificates are given by path.");
        }

        CheckCharacters(text);
    }

    public static void CheckCharacters(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (text[i] == '\0' || char.IsSurrogate(text[i]))
            {
                throw InvalidCharacter();
            }
        }
    }

    public static DatabaseUrlException InvalidCharacter() => new(
        UrlMistakeKind.InvalidCharacter,
        "The connection string holds a NUL or half a character.",
        "Take it out: PostgreSQL cannot hold it in a name or a password.");
}
