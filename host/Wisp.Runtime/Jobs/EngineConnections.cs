using Hangfire.PostgreSql;
using Npgsql;
using Wisp.Sdk;

namespace Wisp.Runtime.Jobs;

/// <summary>The engine works on the host's pool.</summary>
internal sealed class EngineConnections(IModuleConnections connections) : IConnectionFactory
{
    public NpgsqlConnection GetOrCreateConnection() => connections.Source(HostModule.Id).CreateConnection();
}
