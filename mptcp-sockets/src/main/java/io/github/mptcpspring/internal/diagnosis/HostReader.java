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

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.connection.SharedReading;
import io.github.mptcpspring.internal.descriptor.Kernel;
import io.github.mptcpspring.internal.fastopen.FastOpenSysctl;
import io.github.mptcpspring.internal.linux.SystemCalls;
import io.github.mptcpspring.internal.netlink.NetlinkException;
import io.github.mptcpspring.internal.netlink.NetworkDevices;
import io.github.mptcpspring.internal.netlink.PathManager;
import io.github.mptcpspring.internal.netlink.PathManagerEndpoint;
import io.github.mptcpspring.internal.netlink.PathManagerLimits;

/**
 * Reads the {@link HostState}, which needs no privileges.
 */
public final class HostReader {

	private static final DeviceKinds DEVICE_KINDS = new DeviceKinds(Path.of("/sys/class/net"));

	private final Sysctls sysctls;

	private final Supplier<Optional<SystemCalls>> calls;

	private final SharedReading<HostState> state = new SharedReading<>(this::readNow);

	/**
	 * Create a new instance for this host. Nothing is read yet.
	 * @param kernel the kernel, which is not called before it is needed
	 */
	public HostReader(Kernel kernel) {
		this(Path.of("/proc/sys"), kernel::calls);
	}

	HostReader(Path sysctls, Supplier<Optional<SystemCalls>> calls) {
		this.sysctls = new Sysctls(sysctls);
		this.calls = calls;
	}

	/**
	 * Read the state of this host. The result is cached for one second.
	 * @return the state, at most one second old
	 */
	public HostState read() {
		return this.state.get();
	}

	HostState readNow() {
		NetworkDevices devices = NetworkDevices.read();
		Optional<PathManager> manager = this.calls.get().map(PathManager::new);
		return new HostState(System.getProperty("os.version"),
				this.sysctls.readSwitch("net.mptcp.enabled").orElse(null), pathManager().orElse(null),
				this.sysctls.read("net.mptcp.scheduler").orElse(null),
				this.sysctls.readSwitch("net.mptcp.allow_join_initial_addr_port").orElse(null),
				manager.flatMap(HostReader::limits).orElse(null),
				manager.flatMap((present) -> endpoints(present, devices)).orElse(null), addresses(devices),
				FastOpenSysctl.read(this.sysctls.file("net.ipv4.tcp_fastopen")).orElse(null));
	}

	private Optional<String> pathManager() {
		return this.sysctls.read("net.mptcp.path_manager")
			.or(() -> this.sysctls.readSwitch("net.mptcp.pm_type").map((user) -> user ? "userspace" : "kernel"));
	}

	private static Optional<PathManagerLimits> limits(PathManager manager) {
		try {
			return Optional.of(manager.limits());
		}
		catch (NetlinkException ex) {
			return Optional.empty();
		}
	}

	private static Optional<List<PathManagerEndpoint>> endpoints(PathManager manager, NetworkDevices devices) {
		try {
			return Optional.of(manager.endpoints(devices));
		}
		catch (NetlinkException ex) {
			return Optional.empty();
		}
	}

	private static List<HostAddress> addresses(NetworkDevices devices) {
		return devices.all().stream().flatMap(HostReader::addresses).toList();
	}

	private static Stream<HostAddress> addresses(NetworkInterface device) {
		List<InetAddress> addresses = device.inetAddresses().filter(HostReader::leadsSomewhere).toList();
		try {
			return (!addresses.isEmpty() && device.isUp()) ? addresses.stream()
				.map((address) -> new HostAddress(device.getName(), DEVICE_KINDS.of(device.getName()), address, true))
					: Stream.empty();
		}
		catch (SocketException ex) {
			// The device has been removed
			return Stream.empty();
		}
	}

	private static boolean leadsSomewhere(InetAddress address) {
		return !address.isLoopbackAddress() && !address.isLinkLocalAddress();
	}

}
