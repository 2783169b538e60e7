namespace Lectern.DatabaseUrls;

/// <summary>The remedies for parameters that a driver's URL does not support; the code is for SQLAlchemy.</summary>
internal static class UrlRemedies
{
    public static string For(Driver driver, string parameter) => (driver, parameter) switch
    {
        (Driver.Libpq or Driver.LibpqKeywords, "search_path") => "Write options=-csearch_path=… instead.",
        (Driver.Pg8000, ['s', 's', 'l', ..]) =>
            "Leave it out and pass connect_args={\"ssl_context\": ssl.create_default_context()}.",
        (Driver.Asyncpg, ['s', 's', 'l', ..]) =>
            "Leave it out and pass connect_args={\"ssl\": context}, an ssl.SSLContext that has it.",
        (Driver.Asyncpg, "application_name" or "options" or "client_encoding") =>
            "Leave it out and pass connect_args={\"server_settings\": {…}}.",
        (Driver.Asyncpg or Driver.Pg8000, "connect_timeout") =>
            "Leave it out and pass connect_args={\"timeout\": seconds}.",
        (Driver.Pg8000, "options") => "Leave it out and pass connect_args={\"startup_params\": {…}}.",
        _ => "Leave it out, or ask for a driver that has it.",
    };
}
