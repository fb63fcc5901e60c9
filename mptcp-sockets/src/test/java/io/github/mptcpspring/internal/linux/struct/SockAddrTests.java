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

package io.github.mptcpspring.internal.linux.struct;

import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;

import io.github.mptcpspring.internal.linux.SysSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/**
 * Tests for {@link SockAddr}, which make no native call.
 */
class SockAddrTests {

	@Test
	void sizes() {
		assertThat(SockAddr.SOCKADDR_IN.byteSize()).isEqualTo(16);
		assertThat(SockAddr.SOCKADDR_IN6.byteSize()).isEqualTo(28);
	}

	@ParameterizedTest
	@CsvSource({ "sin_family, 0", "sin_port, 2", "sin_addr, 4", "sin_zero, 8" })
	void offsetsOfSockaddrIn(String field, long offset) {
		verifyOffset(SockAddr.SOCKADDR_IN, field, offset);
	}

	@ParameterizedTest
	@CsvSource({ "sin6_family, 0", "sin6_port, 2", "sin6_flowinfo, 4", "sin6_addr, 8", "sin6_scope_id, 24" })
	void offsetsOfSockaddrIn6(String field, long offset) {
		verifyOffset(SockAddr.SOCKADDR_IN6, field, offset);
	}

	private void verifyOffset(StructLayout layout, String field, long offset) {
		assertThat(layout.byteOffset(PathElement.groupElement(field))).isEqualTo(offset);
	}

	@ParameterizedTest
	@ValueSource(ints = { SysSocket.AF_INET, SysSocket.AF_INET6 })
	void theWildcardAddressWithPortZeroIsUnbound(int family) {
		assertThat(written(address(family)).isUnbound()).isTrue();
	}

	static Stream<Arguments> bytesThatCount() {
		return Stream.of(Arguments.of(SysSocket.AF_INET, 2, 8), Arguments.of(SysSocket.AF_INET6, 2, 4),
				Arguments.of(SysSocket.AF_INET6, 8, 24));
	}

	@ParameterizedTest
	@MethodSource("bytesThatCount")
	void anAddressOrAPortIsBound(int family, int from, int to) {
		for (int i = from; i < to; i++) {
			byte[] address = address(family);
			address[i] = 1;
			assertThat(written(address).isUnbound()).as("byte " + i).isFalse();
		}
	}

	static Stream<Arguments> bytesThatDoNotCount() {
		return Stream.of(Arguments.of(SysSocket.AF_INET, 8, 16), Arguments.of(SysSocket.AF_INET6, 4, 8),
				Arguments.of(SysSocket.AF_INET6, 24, 28));
	}

	@ParameterizedTest
	@MethodSource("bytesThatDoNotCount")
	void paddingFlowAndScopeAreNoAddress(int family, int from, int to) {
		for (int i = from; i < to; i++) {
			byte[] address = address(family);
			address[i] = 1;
			assertThat(written(address).isUnbound()).as("byte " + i).isTrue();
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 16 })
	void anotherFamilyIsRefused(int family) {
		assertThatIllegalArgumentException().isThrownBy(() -> written(address(family)).isUnbound())
			.withMessage("Not an IPv4 or IPv6 address: family " + family);
	}

	@ParameterizedTest
	@CsvSource({ "2, 0, 0", "2, 80, 80", "10, 443, 443", "2, 32768, 32768", "10, 65535, 65535" })
	void aPortIsInNetworkByteOrderAndHasNoSign(int family, int number, int port) {
		byte[] address = address(family);
		ByteBuffer.wrap(address).putShort(2, (short) number);
		assertThat(written(address).port()).isEqualTo(port);
	}

	@Test
	void anAddressIsReadAtItsOffset() throws Exception {
		byte[] addresses = new byte[3 * SockAddr.STORAGE_LENGTH];
		ByteBuffer buffer = ByteBuffer.wrap(addresses).order(ByteOrder.nativeOrder());
		byte[] ipv6 = InetAddress.getByName("2001:db8::1").getAddress();
		buffer.putShort(128, (short) SysSocket.AF_INET6).put(130, new byte[] { 1, (byte) 0xbb }).put(136, ipv6);
		buffer.putShort(256, (short) SysSocket.AF_INET).put(258, new byte[] { (byte) 0xff, (byte) 0xff, 10, 0, 0, -1 });
		assertThat(new SockAddr(addresses, 0, 128).toInetSocketAddress()).isEmpty();
		assertThat(new SockAddr(addresses, 128, 128).toInetSocketAddress())
			.hasValue(new InetSocketAddress("2001:db8::1", 443));
		assertThat(new SockAddr(addresses, 256, 128).toInetSocketAddress())
			.hasValue(new InetSocketAddress("10.0.0.255", 65535));
	}

	@Test
	void anIpv4MappedAddressIsReadAsIpv4() {
		byte[] address = address(SysSocket.AF_INET6);
		ByteBuffer.wrap(address).put(18, new byte[] { -1, -1, 127, 0, 0, 1 }).putShort(2, (short) 8080);
		assertThat(written(address).toInetSocketAddress()).hasValue(new InetSocketAddress("127.0.0.1", 8080));
	}

	@Test
	void anAddressAtTheEndOfItsArrayIsRead() {
		byte[] address = new byte[] { SysSocket.AF_INET, 0, 0, 80, 127, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0 };
		assertThat(written(address).toInetSocketAddress()).hasValue(new InetSocketAddress("127.0.0.1", 80));
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 16 })
	void anotherFamilyIsNoAddress(int family) {
		assertThat(written(address(family)).toInetSocketAddress()).isEmpty();
	}

	@ParameterizedTest
	@CsvSource({ "2, 15, false", "2, 16, true", "2, 128, true", "10, 16, false", "10, 27, false", "10, 28, true",
			"1, 28, false", "0, 0, false", "2, 1, false" })
	void anAddressThatIsNotWholeIsNoAddress(int family, int length, boolean whole) {
		byte[] address = address(family);
		ByteBuffer.wrap(address).putShort(2, (short) 80);
		SockAddr view = new SockAddr(address, 0, length);
		assertThat(view.isInet()).isEqualTo(whole);
		assertThat(view.port()).isEqualTo(whole ? 80 : -1);
		assertThat(view.toInetSocketAddress().isPresent()).isEqualTo(whole);
		if (!whole) {
			assertThatIllegalArgumentException().isThrownBy(view::isUnbound);
		}
	}

	@ParameterizedTest
	@CsvSource({ "0, 0", "1, 0", "2, 2", "16, 2", "128, 2" })
	void theFamilyIsThereWhenTheKernelWroteIt(int length, int family) {
		assertThat(new SockAddr(address(SysSocket.AF_INET), 0, length).family()).isEqualTo(family);
	}

	@Test
	void whatTheKernelWroteTwiceIsTheSame() {
		SockAddr address = written(address(SysSocket.AF_INET));
		for (int i = 0; i < SockAddr.STORAGE_LENGTH; i++) {
			byte[] other = address(SysSocket.AF_INET);
			other[i]++;
			assertThat(address.isSameAs(written(other))).as("byte " + i).isFalse();
			assertThat(new SockAddr(address(SysSocket.AF_INET), 0, i).isSameAs(new SockAddr(other, 0, i))).isTrue();
			assertThat(address.isSameAs(new SockAddr(address(SysSocket.AF_INET), 0, i))).isFalse();
		}
		assertThat(address.isSameAs(written(address(SysSocket.AF_INET)))).isTrue();
	}

	private static SockAddr written(byte[] address) {
		return new SockAddr(address, 0, address.length);
	}

	private static byte[] address(int family) {
		byte[] address = new byte[SockAddr.STORAGE_LENGTH];
		ByteBuffer.wrap(address).order(ByteOrder.nativeOrder()).putShort((short) family);
		return address;
	}

}
