using System.Text.Json;
using Npgsql;
using NpgsqlTypes;
using Wisp.Sdk;

namespace Wisp.Runtime.Events;

internal sealed class EventPublisher : IEvents
{
    public Task PublishAsync<TEvent>(NpgsqlConnection connection, TEvent payload, CancellationToken cancellationToken = default)
        where TEvent : class =>
        connection.Sql(
            "select host.publish_event($1, $2)",
            EventNameAttribute.Of(typeof(TEvent)), JsonSerializer.Serialize(payload, JsonSerializerOptions.Web).As(NpgsqlDbType.Jsonb))
            .RunAsync(cancellationToken);
}
