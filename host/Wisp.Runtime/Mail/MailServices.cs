using Microsoft.Extensions.DependencyInjection;
using Wisp.Sdk;

namespace Wisp.Runtime.Mail;

internal static class MailServices
{
    public static void AddMail(this IServiceCollection services)
    {
        services.AddSingleton<IMail, MailService>();
        services.AddSingleton<MailSecrets>();
        services.AddSingleton<MailWriter>();
        services.AddSingleton<MimeWriter>();
        services.AddSingleton<MailLedger>();
        services.AddSingleton<KeptMail>();
        services.AddSingleton<MailGates>();
        services.AddSingleton<HandOver>();
        services.AddSingleton<IMailProbe, MailProbe>();
    }
}
