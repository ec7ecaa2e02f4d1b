using System.Collections.Concurrent;
using System.Text.Json;
using NpgsqlTypes;
using Wisp.Runtime.Operators;
using Wisp.Sdk;

namespace Wisp.Runtime.Settings;

/// <summary>Settings with a short memory: a change reaches every process within <see cref="Freshness"/>.</summary>
internal sealed class SettingStore(IDatabase<HostDb> database, TimeProvider clock) : ISettings
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(5);
    private readonly ConcurrentDictionary<string, (string? Json, long ReadAt)> _read = new(StringComparer.Ordinal);

    public async ValueTask<T?> GetAsync<T>(string key, CancellationToken cancellationToken = default)
    {
        // Time that passed, whatever people set the clock to.
        var now = clock.GetTimestamp();
        if (!_read.TryGetValue(key, out var entry) || clock.GetElapsedTime(entry.ReadAt, now) > Freshness)
        {
            entry = (await database.Source.Sql("select value::text from host.setting where key = $1", key).ValueAsync<string>(cancellationToken), now);
            _read[key] = entry;
        }

        return entry.Json is null ? default : JsonSerializer.Deserialize<T>(entry.Json, JsonSerializerOptions.Web);
    }

    public async Task SetAsync<T>(string key, T value, CancellationToken cancellationToken = default)
    {
        await using var transaction = await database.BeginAsync(cancellationToken);
        await transaction.Connection.Sql(
            """
            insert into host.setting (key, value) values ($1, $2)
            on conflict (key) do update set value = excluded.value where setting.value is distinct from excluded.value
            """, key, JsonSerializer.Serialize(value, JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb)).RunAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        _read.TryRemove(key, out _);
    }
}
