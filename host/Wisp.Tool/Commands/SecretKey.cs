using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Wisp.Sdk;

namespace Wisp.Tool.Commands;

/// <summary><c>secret-key</c>: prints a key derived from the master key, in hex, for the configuration of a program beside Wisp.</summary>
internal static class SecretKey
{
    public static async Task<int> RunAsync(IServiceProvider services, string[] arguments, TextWriter output)
    {
        if (arguments is not [var purpose, var typed] || !int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var length) || length is 0 or > 8160)
        {
            await Console.Error.WriteLineAsync("usage: Wisp.Tool secret-key PURPOSE LENGTH, for example: secret-key network.secrets 64");
            return 2;
        }

        await output.WriteLineAsync(Convert.ToHexStringLower(services.GetRequiredService<ISecretKeys>().Derive(purpose, length)));
        return 0;
    }
}
