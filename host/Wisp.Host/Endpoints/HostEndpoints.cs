namespace Wisp.Host.Endpoints;

/// <summary>What the host answers beside its pages.</summary>
internal static class HostEndpoints
{
    public static void MapHostEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapHealth();
        routes.MapFiles();
        routes.MapMail();
        routes.MapSession();
    }
}
