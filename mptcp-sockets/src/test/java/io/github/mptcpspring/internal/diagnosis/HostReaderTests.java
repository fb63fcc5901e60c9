/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.mptcpspring.internal.diagnosis;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import io.github.mptcpspring.internal.linux.Errno;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.linux.SystemCallsUnavailableException;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint.Flag;
import io.github.mptcpspring.internal.netlink.PathManagerLimits;
import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.FaultySystemCalls;
import io.github.mptcpspring.testsupport.InNetworkNamespace;
import io.github.mptcpspring.testsupport.MptcpRequired;
import io.github.mptcpspring.testsupport.NetworkNamespace;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link HostReader}.
 */
@Tag("kernel")
class HostReaderTests {

	@TempDir
	private Path sysctls;

	@Test
	void everySysctlIsRead() throws IOException {
		set("net.mptcp.enabled", "1");
		set("net.mptcp.path_manager", "kernel");
		set("net.mptcp.scheduler", "default");
		set("net.mptcp.allow_join_initial_addr_port", "0");
		set("net.ipv4.tcp_fastopen", "1027");
		HostState host = read();
		assertThat(host.kernel()).isEqualTo(System.getProperty("os.version"));
		assertThat(host.mptcpEnabled()).isTrue();
		assertThat(host.pathManager()).isEqualTo("kernel");
		assertThat(host.scheduler()).isEqualTo("default");
		assertThat(host.joinsInitialAddress()).isFalse();
		assertThat(host.fastOpen()).isEqualTo(new FastOpenSysctl(1027));
	}

	@Test
	void withoutSysctlsNothingIsKnown() {
		HostState host = read();
		assertThat(host.mptcpEnabled()).isNull();
		assertThat(host.pathManager()).isNull();
		assertThat(host.hasKernelPathManager()).isFalse();
		assertThat(host.scheduler()).isNull();
		assertThat(host.joinsInitialAddress()).isNull();
		assertThat(host.fastOpen()).isNull();
	}

	@ParameterizedTest
	@CsvSource({ "net.mptcp.enabled", "net.mptcp.path_manager", "net.mptcp.scheduler",
			"net.mptcp.allow_join_initial_addr_port", "net.ipv4.tcp_fastopen" })
	void oneThatIsMissingHidesNoOther(String missing) throws IOException {
		for (String name : List.of("net.mptcp.enabled", "net.mptcp.path_manager", "net.mptcp.scheduler",
				"net.mptcp.allow_join_initial_addr_port", "net.ipv4.tcp_fastopen")) {
			if (!name.equals(missing)) {
				set(name, "1");
			}
		}
		HostState host = read();
		assertThat(host.mptcpEnabled() == null).isEqualTo(missing.equals("net.mptcp.enabled"));
		assertThat(host.pathManager() == null).isEqualTo(missing.equals("net.mptcp.path_manager"));
		assertThat(host.scheduler() == null).isEqualTo(missing.equals("net.mptcp.scheduler"));
		assertThat(host.joinsInitialAddress() == null)
			.isEqualTo(missing.equals("net.mptcp.allow_join_initial_addr_port"));
		assertThat(host.fastOpen() == null).isEqualTo(missing.equals("net.ipv4.tcp_fastopen"));
	}

	@Test
	@InNetworkNamespace(sysctl = "net.ipv4.tcp_fastopen=1027")
	void everySysctlIsReadToItsEndFromTheKernel() {
		Sysctls kernel = new Sysctls(Path.of("/proc/sys"));
		assertThat(kernel.read("net.ipv4.tcp_fastopen")).contains("1027");
		assertThat(kernel.read("net.ipv4.tcp_congestion_control").orElseThrow()).hasSizeGreaterThan(1);
		assertThat(new HostReader(Path.of("/proc/sys"), () -> Optional.empty()).read().fastOpen())
			.isEqualTo(new FastOpenSysctl(1027));
	}

	@ParameterizedTest
	@CsvSource({ "0, kernel, true", "1, userspace, false" })
	void olderKernelsHaveANumberForThePathManager(String number, String name, boolean kernel) throws IOException {
		set("net.mptcp.pm_type", number);
		assertThat(read().pathManager()).isEqualTo(name);
		assertThat(read().hasKernelPathManager()).isEqualTo(kernel);
	}

	@ParameterizedTest
	@CsvSource({ "kernel, true", "userspace, false", "bpf_tomorrow, false" })
	void newerKernelsHaveANameForIt(String name, boolean kernel) throws IOException {
		set("net.mptcp.pm_type", "2");
		set("net.mptcp.path_manager", name);
		assertThat(read().pathManager()).isEqualTo(name);
		assertThat(read().hasKernelPathManager()).isEqualTo(kernel);
	}

	@Test
	void withoutSystemCallsThePathManagerIsNotAsked() {
		assertThat(read().limits()).isNull();
		assertThat(read().endpoints()).isNull();
	}

	@MptcpRequired
	@Test
	void pathManagerThatDoesNotAnswerIsUnknownAndNotEmpty() throws SystemCallsUnavailableException {
		FaultySystemCalls calls = new FaultySystemCalls(SystemCalls.link());
		calls.failEach("socket 16 16", Errno.EPROTONOSUPPORT);
		HostState host = new HostReader(this.sysctls, () -> Optional.of(calls)).read();
		assertThat(calls.faults()).isEqualTo(2);
		assertThat(host.limits()).isNull();
		assertThat(host.endpoints()).isNull();
	}

	@InNetworkNamespace(
			sysctl = { "net.mptcp.enabled=0", "net.mptcp.allow_join_initial_addr_port=0", "net.ipv4.tcp_fastopen=2" })
	@Test
	void aNamespaceIsReadAsItIs() throws IOException, InterruptedException {
		HostState untouched = thisHost();
		assertThat(untouched.mptcpEnabled()).isFalse();
		assertThat(untouched.joinsInitialAddress()).isFalse();
		assertThat(untouched.fastOpen()).isEqualTo(new FastOpenSysctl(2));
		assertThat(untouched.hasKernelPathManager()).isTrue();
		assertThat(untouched.limits()).isEqualTo(new PathManagerLimits(2, 0));
		assertThat(untouched.endpoints()).isEmpty();
		assertThat(untouched.addresses()).isEmpty();
		NetworkNamespace.setSysctl("net.mptcp.enabled", "1");
		ip("mptcp limits set subflows 5 add_addr_accepted 6");
		ip("link add path0 type veth peer name far0");
		ip("address add 192.0.2.1/24 dev path0");
		ip("address add 2001:db8::1/64 dev path0 nodad");
		ip("link set path0 up");
		ip("link set far0 up");
		ip("link add path1 type veth peer name far1");
		ip("address add 198.51.100.1/24 dev path1");
		ip("mptcp endpoint add 192.0.2.1 dev path0 signal subflow");
		ip("mptcp endpoint add 2001:db8::1 port 8443 signal");
		HostState changed = thisHost();
		assertThat(changed.mptcpEnabled()).isTrue();
		assertThat(changed.limits()).isEqualTo(new PathManagerLimits(5, 6));
		assertThat(changed.endpoints())
			.extracting(PathManagerEndpoint::id, PathManagerEndpoint::address, PathManagerEndpoint::device,
					PathManagerEndpoint::flags)
			.containsExactly(
					Assertions.tuple(1, InetAddress.getByName("192.0.2.1"), "path0", Set.of(Flag.SIGNAL, Flag.SUBFLOW)),
					Assertions.tuple(2, InetAddress.getByName("2001:db8::1"), null, Set.of(Flag.SIGNAL)));
		// Neither loopback nor link-local, nor what is down
		assertThat(changed.addresses()).extracting(HostAddress::device, HostAddress::kind, HostAddress::text)
			.containsExactlyInAnyOrder(Assertions.tuple("path0", DeviceKind.NETWORK, "192.0.2.1"),
					Assertions.tuple("path0", DeviceKind.NETWORK, "2001:db8::1"));
	}

	private static HostState thisHost() {
		return new HostReader(Path.of("/proc/sys"), new Kernel()::calls).read();
	}

	private HostState read() {
		return new HostReader(this.sysctls, () -> Optional.empty()).read();
	}

	private void set(String name, String value) throws IOException {
		Path file = this.sysctls.resolve(name.replace('.', '/'));
		Files.createDirectories(file.getParent());
		Files.writeString(file, value + "\n");
	}

	private static void ip(String arguments) throws IOException, InterruptedException {
		ExternalProgram.run(List.of("sh", "-c", "ip " + arguments));
	}

}
