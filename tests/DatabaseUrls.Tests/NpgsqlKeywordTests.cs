using System.ComponentModel;
using System.Reflection;
using Npgsql;
using Xunit;

namespace Lectern.DatabaseUrls.Tests;

public sealed class NpgsqlKeywordTests
{
    public static TheoryData<string> Keywords =>
    [
        .. typeof(NpgsqlConnectionStringBuilder).GetProperties()
            .Where(property => property.GetCustomAttribute<DisplayNameAttribute>() is not null)
            .Where(property => property.GetCustomAttribute<ObsoleteAttribute>() is null)
            .SelectMany(property => new[]
            {
                property.Name, property.GetCustomAttribute<DisplayNameAttribute>()!.DisplayName,
            })
            .Distinct(),
    ];

    [Theory]
    [MemberData(nameof(Keywords))]
    public void Each_keyword_of_Npgsql_is_read_and_written_as_Npgsql_does(string keyword)
    {
        string value = new NpgsqlConnectionStringBuilder()[keyword] switch
        {
            int number => $"{number + 1}",
            bool flag => $"{!flag}",
            string when keyword.StartsWith("Require", StringComparison.Ordinal) => "ScramSHA256",
            string when keyword.StartsWith("Target", StringComparison.Ordinal) => "standby",
            string => "x",
            var other => other.ToString()!,
        };
        string text = $"Host=db;{keyword}={value}";

        var written = new NpgsqlConnectionStringBuilder(DatabaseUrl.Parse(text, strict: true).ToNpgsql());

        var expected = new NpgsqlConnectionStringBuilder(text) { GssEncryptionMode = GssEncryptionMode.Disable };
        Assert.True(expected.EquivalentTo(written), $"{expected} / {written}");
    }
}
