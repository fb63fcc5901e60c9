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

package io.github.mptcpspring.internal.linux;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.mptcpspring.testsupport.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The constants of this package against the headers of this machine. Where it has no C
 * compiler the tests are skipped, in CI too: the headers do not change.
 */
@EnabledOnOs(OS.LINUX)
class HeadersTests {

	@TempDir
	private Path directory;

	@Test
	void errorNumbers() throws Exception {
		Map<String, Long> constants = constantsOf(Errno.class);
		for (int errno = 1; errno < 4096; errno++) {
			if (!Errno.name(errno).startsWith("errno ")) {
				constants.put(Errno.name(errno), (long) errno);
			}
		}
		assertThat(constants).hasSizeGreaterThan(25);
		Headers.verify(this.directory, constants);
	}

	@Test
	void constantsOfSocket() throws Exception {
		Map<String, Long> constants = new LinkedHashMap<>();
		constantsOf(SysSocket.class).forEach((name, value) -> constants.put(nameInHeaders(name), value));
		Headers.verify(this.directory, constants);
	}

	// The header of the C library that has the states cannot be included beside Linux's
	private static String nameInHeaders(String constant) {
		return constant.startsWith("TCP_SYN_") ? "BPF_" + constant : constant;
	}

	@Test
	void constantsOfFcntl() throws Exception {
		Headers.verify(this.directory, constantsOf(Fcntl.class));
	}

	@Test
	void numbersLevelsAndLengthsOfSocketOptions() throws Exception {
		Map<String, Long> expressions = new LinkedHashMap<>();
		for (SockOpt option : SockOpt.values()) {
			expressions.put(option.name(), (long) option.number());
			expressions.put(levelOf(option), (long) option.level());
		}
		expressions.put("MPTCP_FULL_INFO", (long) LinuxSystemCalls.MPTCP_FULL_INFO);
		expressions.put("sizeof(struct linger)", (long) SockOpt.SO_LINGER.length());
		expressions.put("sizeof(struct timeval)", (long) SockOpt.SO_RCVTIMEO.length());
		Headers.verify(this.directory, expressions);
	}

	private static String levelOf(SockOpt option) {
		return switch (option.name().substring(0, option.name().indexOf('_'))) {
			case "SO" -> "SOL_SOCKET";
			case "IP" -> "IPPROTO_IP";
			case "IPV6" -> "IPPROTO_IPV6";
			case "TCP" -> "IPPROTO_TCP";
			case "MPTCP" -> "SOL_MPTCP";
			default -> throw new IllegalArgumentException(option.name());
		};
	}

	private static Map<String, Long> constantsOf(Class<?> type) throws IllegalAccessException {
		Map<String, Long> constants = new LinkedHashMap<>();
		for (Field field : type.getFields()) {
			if (Modifier.isStatic(field.getModifiers()) && field.getType() == int.class) {
				constants.put(field.getName(), (long) field.getInt(null));
			}
		}
		assertThat(constants).isNotEmpty();
		return constants;
	}

}
