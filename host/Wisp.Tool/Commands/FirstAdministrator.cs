using Microsoft.Extensions.DependencyInjection;
using Wisp.Runtime.Operators;

namespace Wisp.Tool.Commands;

/// <summary><c>first-admin</c>: makes the first administrator and prints the one-time password; says nothing when there is one.</summary>
internal static class FirstAdministrator
{
    public static async Task<int> RunAsync(IServiceProvider services, TextWriter output)
    {
        await using var scope = services.CreateAsyncScope();
        var made = await ActivatorUtilities.CreateInstance<FirstAdmin>(scope.ServiceProvider).EnsureAsync();
        if (made is { } admin) await output.WriteLineAsync($"{admin.Email} {admin.Password}");
        return 0;
    }
}
