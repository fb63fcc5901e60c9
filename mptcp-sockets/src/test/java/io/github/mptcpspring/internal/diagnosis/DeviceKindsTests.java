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
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for {@link DeviceKinds}.
 */
class DeviceKindsTests {

	@TempDir
	private Path devices;

	@ParameterizedTest
	@CsvSource({ "eth0, 0x1003, NETWORK", "wlan0, 0x1003, NETWORK", "br0, 0x1003, NETWORK", "loop, 0x9, NOWHERE",
			"dummy0, 0x83, NOWHERE", "wg-home, 0x10091, POINT_TO_POINT", "wwan0, 0x1091, POINT_TO_POINT",
			"docker0, 0x1003, INNER", "x;id;#, 0x1003, NETWORK" })
	void theFlagsOfTheDeviceTell(String name, String flags, DeviceKind kind) throws IOException {
		write(name, "flags", flags + "\n");
		assertThat(kind(name)).isEqualTo(kind);
	}

	@ParameterizedTest
	@CsvSource({ "eth0, NETWORK", "bridge0, NETWORK", "br-lan, NETWORK", "lo, NOWHERE", "docker0, INNER",
			"virbr0, INNER", "br-0123456789ab, INNER", "lxdbr1, INNER", "flannel.1, INNER", "cali123, INNER",
			"tun0, POINT_TO_POINT", "wg0, POINT_TO_POINT", "ppp0, POINT_TO_POINT" })
	void whatIsNotThereIsJudgedByItsName(String name, DeviceKind kind) {
		assertThat(kind(name)).isEqualTo(kind);
	}

	@Test
	void aTapDeviceIsATunnel() throws IOException {
		write("vpn", "flags", "0x1003\n");
		write("vpn", "tun_flags", "0x1002\n");
		assertThat(kind("vpn")).isEqualTo(DeviceKind.POINT_TO_POINT);
	}

	@Test
	void aBridgeWithoutHardwareLeadsToContainers() throws IOException {
		bridge("mybridge");
		assertThat(kind("mybridge")).isEqualTo(DeviceKind.INNER);
		port("mybridge", "veth1");
		assertThat(kind("mybridge")).isEqualTo(DeviceKind.INNER);
	}

	@ParameterizedTest
	@ValueSource(strings = { "device", "bonding" })
	void aBridgeOverHardwareLeadsOut(String sign) throws IOException {
		bridge("br0");
		port("br0", "vnet0");
		port("br0", "uplink");
		Files.createDirectories(this.devices.resolve("uplink").resolve(sign));
		assertThat(kind("br0")).isEqualTo(DeviceKind.NETWORK);
	}

	@Test
	void aBridgeOverAVlanLeadsOut() throws IOException {
		bridge("br0");
		port("br0", "eth0.10");
		write("eth0.10", "uevent", "DEVTYPE=vlan\nINTERFACE=eth0.10\n");
		assertThat(kind("br0")).isEqualTo(DeviceKind.NETWORK);
	}

	@Test
	void flagsThatAreNoNumberTellNothing() throws IOException {
		write("eth0", "flags", "many\n");
		assertThat(kind("eth0")).isEqualTo(DeviceKind.NETWORK);
	}

	private DeviceKind kind(String name) {
		return new DeviceKinds(this.devices).of(name);
	}

	private void bridge(String name) throws IOException {
		write(name, "flags", "0x1003\n");
		Files.createDirectories(this.devices.resolve(name).resolve("bridge"));
		Files.createDirectories(this.devices.resolve(name).resolve("brif"));
	}

	private void port(String bridge, String name) throws IOException {
		write(name, "flags", "0x1003\n");
		Files.createDirectories(this.devices.resolve(bridge).resolve("brif").resolve(name));
	}

	private void write(String device, String file, String content) throws IOException {
		Files.createDirectories(this.devices.resolve(device));
		Files.writeString(this.devices.resolve(device).resolve(file), content);
	}

}
