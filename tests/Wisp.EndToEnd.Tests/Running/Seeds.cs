using Wisp.Sdk;

namespace Wisp.EndToEnd.Tests.Running;

/// <summary>People who are there before a walk begins.</summary>
internal static class Seeds
{
    /// <summary>Clients named <c>PREFIX 01</c>, <c>PREFIX 02</c> and so on.</summary>
    public static Task<int> ClientsAsync(TestDatabase database, string prefix, int count) => database.RunAsync(
        """
        insert into clients.client (name, email, phone_mobile, address, country, created_at, updated_at)
        select $1 || ' ' || to_char(i, 'FM00'), lower($1) || i || '@correo.example', '099 123 4' || to_char(i, 'FM00'),
               'Calle ' || i, 'UY', now(), now()
        from generate_series(1, $2) i
        """, prefix, count);

    public static Task<Guid> ClientAsync(TestDatabase database, string name) => database.ValueAsync<Guid>(
        "insert into clients.client (name, country, created_at, updated_at) values ($1, 'UY', now(), now()) returning id", name);
}
