using k8s.Models;

namespace Lms.Tests.Deployment;

/// <summary>What Kubernetes' pod security standard <c>restricted</c> asks of a pod, and a read-only root file system besides.</summary>
internal static class PodSecurity
{
    public static IEnumerable<string> Faults(V1PodSpec pod) =>
        [.. OfPod(pod), .. OfVolumes(pod), .. pod.Containers.Concat(pod.InitContainers ?? []).SelectMany(OfContainer)];

    private static IEnumerable<string> OfPod(V1PodSpec pod)
    {
        if (pod.HostNetwork == true || pod.HostPID == true || pod.HostIPC == true) yield return "the pod shares the node's network, processes or memory";
        if (pod.AutomountServiceAccountToken != false) yield return "the pod holds a key to the cluster";
        if (pod.SecurityContext is not { } context)
        {
            yield return "the pod has no security context";
            yield break;
        }

        if (context.RunAsNonRoot != true || context.RunAsUser is null or 0) yield return "the pod may run as root";
        if (context.SeccompProfile?.Type != "RuntimeDefault") yield return "the pod may call all of the kernel";
        if (context.Sysctls is { Count: > 0 }) yield return "the pod changes the kernel's settings";
    }

    private static IEnumerable<string> OfVolumes(V1PodSpec pod) =>
        from volume in pod.Volumes ?? []
        where volume is { EmptyDir: null, PersistentVolumeClaim: null, ConfigMap: null, Secret: null }
        select $"the volume {volume.Name} is of a kind that is not allowed";

    private static IEnumerable<string> OfContainer(V1Container container)
    {
        if (container.SecurityContext is not { } context)
        {
            yield return $"{container.Name} has no security context";
            yield break;
        }

        if (context.RunAsNonRoot != true || context.RunAsUser is null or 0) yield return $"{container.Name} may run as root";
        if (context.Privileged == true || context.AllowPrivilegeEscalation != false) yield return $"{container.Name} may gain privileges";
        if (context.Capabilities?.Drop?.Contains("ALL") != true || context.Capabilities.Add is { Count: > 0 }) yield return $"{container.Name} keeps capabilities";
        if (context.SeccompProfile?.Type != "RuntimeDefault") yield return $"{container.Name} may call all of the kernel";
        if (context.ReadOnlyRootFilesystem != true) yield return $"{container.Name} can write to its image";
        if (container.Ports?.Any(port => port.HostPort is not null) == true) yield return $"{container.Name} takes a port of the node";
    }
}
