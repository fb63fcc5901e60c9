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

package io.github.mptcpspring.linux;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SocketAddressLayout}, which make no native call.
 */
class SocketAddressLayoutTests {

	@Test
	void sizes() {
		assertThat(SocketAddressLayout.SOCKADDR_IN.byteSize()).isEqualTo(16);
		assertThat(SocketAddressLayout.SOCKADDR_IN6.byteSize()).isEqualTo(28);
	}

	@ParameterizedTest
	@CsvSource({ "sin_family, 0", "sin_port, 2", "sin_addr, 4", "sin_zero, 8" })
	void offsetsOfSockaddrIn(String field, long offset) {
		verifyOffset(SocketAddressLayout.SOCKADDR_IN, field, offset);
	}

	@ParameterizedTest
	@CsvSource({ "sin6_family, 0", "sin6_port, 2", "sin6_flowinfo, 4", "sin6_addr, 8", "sin6_scope_id, 24" })
	void offsetsOfSockaddrIn6(String field, long offset) {
		verifyOffset(SocketAddressLayout.SOCKADDR_IN6, field, offset);
	}

	private void verifyOffset(StructLayout layout, String field, long offset) {
		assertThat(layout.byteOffset(PathElement.groupElement(field))).isEqualTo(offset);
	}

	@ParameterizedTest
	@ValueSource(ints = { Socket.AF_INET, Socket.AF_INET6 })
	void theWildcardAddressWithPortZeroIsUnbound(int family) {
		assertThat(SocketAddressLayout.isUnbound(address(family))).isTrue();
	}

	static Stream<Arguments> bytesThatCount() {
		return Stream.of(Arguments.of(Socket.AF_INET, 2, 8), Arguments.of(Socket.AF_INET6, 2, 4),
				Arguments.of(Socket.AF_INET6, 8, 24));
	}

	@ParameterizedTest
	@MethodSource("bytesThatCount")
	void anAddressOrAPortIsBound(int family, int from, int to) {
		for (int i = from; i < to; i++) {
			byte[] address = address(family);
			address[i] = 1;
			assertThat(SocketAddressLayout.isUnbound(address)).as("byte " + i).isFalse();
		}
	}

	static Stream<Arguments> bytesThatDoNotCount() {
		return Stream.of(Arguments.of(Socket.AF_INET, 8, 16), Arguments.of(Socket.AF_INET6, 4, 8),
				Arguments.of(Socket.AF_INET6, 24, 28));
	}

	@ParameterizedTest
	@MethodSource("bytesThatDoNotCount")
	void paddingFlowAndScopeAreNoAddress(int family, int from, int to) {
		for (int i = from; i < to; i++) {
			byte[] address = address(family);
			address[i] = 1;
			assertThat(SocketAddressLayout.isUnbound(address)).as("byte " + i).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 16 })
	void anotherFamilyIsRefused(int family) {
		assertThatIllegalArgumentException().isThrownBy(() -> SocketAddressLayout.isUnbound(address(family)))
			.withMessage("Not an IPv4 or IPv6 address: family " + family);
	}

	@ParameterizedTest
	@CsvSource({ "2, 0, 0", "2, 80, 80", "10, 443, 443", "2, 32768, 32768", "10, 65535, 65535" })
	void aPortIsInNetworkByteOrderAndHasNoSign(int family, int number, int port) {
		byte[] address = address(family);
		ByteBuffer.wrap(address).putShort(2, (short) number);
		assertThat(SocketAddressLayout.portOf(address)).isEqualTo(port);
	}

	@Test
	void anAddressIsReadAtItsOffset() throws Exception {
		byte[] addresses = new byte[3 * SocketAddressLayout.MAX_LENGTH];
		ByteBuffer buffer = ByteBuffer.wrap(addresses).order(ByteOrder.nativeOrder());
		byte[] ipv6 = InetAddress.getByName("2001:db8::1").getAddress();
		buffer.putShort(128, (short) Socket.AF_INET6).put(130, new byte[] { 1, (byte) 0xbb }).put(136, ipv6);
		buffer.putShort(256, (short) Socket.AF_INET).put(258, new byte[] { (byte) 0xff, (byte) 0xff, 10, 0, 0, -1 });
		assertThat(SocketAddressLayout.read(addresses, 0)).isEmpty();
		assertThat(SocketAddressLayout.read(addresses, 128)).hasValue(new InetSocketAddress("2001:db8::1", 443));
		assertThat(SocketAddressLayout.read(addresses, 256)).hasValue(new InetSocketAddress("10.0.0.255", 65535));
	}

	@Test
	void anIpv4MappedAddressIsReadAsIpv4() {
		byte[] address = address(Socket.AF_INET6);
		ByteBuffer.wrap(address).put(18, new byte[] { -1, -1, 127, 0, 0, 1 }).putShort(2, (short) 8080);
		assertThat(SocketAddressLayout.read(address, 0)).hasValue(new InetSocketAddress("127.0.0.1", 8080));
	}

	@Test
	void anAddressAtTheEndOfItsArrayIsRead() {
		byte[] address = new byte[] { Socket.AF_INET, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 };
		assertThat(SocketAddressLayout.read(address, 0)).hasValue(new InetSocketAddress("127.0.0.1", 80));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 16 })
	void anotherFamilyIsNoAddress(int family) {
		assertThat(SocketAddressLayout.read(address(family), 0)).isEmpty();
	}

	private static byte[] address(int family) {
		byte[] address = new byte[SocketAddressLayout.MAX_LENGTH];
		ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).putShort((short) family);
		return address;
	}

}
