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

import java.io.File;
import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.mptcpspring.testsupport.ExternalProgram;
import io.github.mptcpspring.testsupport.Prerequisite;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The constants and layouts of this package against the headers of this machine. Where it
 * has no C compiler the tests are skipped, in CI too: the headers do not change.
 */
@EnabledOnOs(OS.LINUX)
class HeadersTests {

	/** Those that a header older than the constant lacks. */
	private static final String ABSENT = "absent";

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
		verify(constants);
	}

	@Test
	void constantsOfSocket() throws Exception {
		Map<String, Long> constants = new LinkedHashMap<>();
		constantsOf(Socket.class).forEach((name, value) -> constants.put(nameInHeaders(name), value));
		verify(constants);
	}

	// The header of the C library that has the states cannot be included beside Linux's
	private static String nameInHeaders(String constant) {
		return constant.startsWith("TCP_SYN_") ? "BPF_" + constant : constant;
	}

	@Test
	void constantsOfFcntl() throws Exception {
		verify(constantsOf(Fcntl.class));
	}

	@Test
	void numbersLevelsAndLengthsOfSocketOptions() throws Exception {
		Map<String, Long> expressions = new LinkedHashMap<>();
		for (SocketOption option : SocketOption.values()) {
			expressions.put(option.name(), (long) option.number());
			expressions.put(levelOf(option), (long) option.level());
		}
		expressions.put("sizeof(struct linger)", (long) SocketOption.SO_LINGER.length());
		expressions.put("sizeof(struct timeval)", (long) SocketOption.SO_RCVTIMEO.length());
		verify(expressions);
	}

	private static String levelOf(SocketOption option) {
		return switch (option.name().substring(0, option.name().indexOf('_'))) {
			case "SO" -> "SOL_SOCKET";
			case "IP" -> "IPPROTO_IP";
			case "IPV6" -> "IPPROTO_IPV6";
			case "TCP" -> "IPPROTO_TCP";
			case "MPTCP" -> "SOL_MPTCP";
			default -> throw new IllegalArgumentException(option.name());
		};
	}

	@Test
	void layoutsOfSocketAddresses() throws Exception {
		Map<String, Long> expressions = new LinkedHashMap<>();
		for (StructLayout layout : List.of(SocketAddressLayout.SOCKADDR_IN, SocketAddressLayout.SOCKADDR_IN6)) {
			String struct = "struct " + layout.name().orElseThrow();
			expressions.put("sizeof(" + struct + ")", layout.byteSize());
			for (MemoryLayout member : layout.memberLayouts()) {
				String field = member.name().orElseThrow();
				expressions.put("offsetof(" + struct + ", " + field + ")",
						layout.byteOffset(PathElement.groupElement(field)));
				expressions.put("sizeof(((" + struct + " *) 0)->" + field + ")", member.byteSize());
			}
		}
		expressions.put("sizeof(struct sockaddr_storage)", (long) SocketAddressLayout.MAX_LENGTH);
		verify(expressions);
	}

	@Test
	void layoutsOfInformation() throws Exception {
		Map<String, Long> expressions = new LinkedHashMap<>();
		for (StructLayout layout : List.of(MptcpInfoLayout.MPTCP_INFO, TcpInfoLayout.TCP_INFO,
				MptcpFullInfoLayout.MPTCP_FULL_INFO, MptcpFullInfoLayout.MPTCP_SUBFLOW_INFO)) {
			String struct = "struct " + layout.name().orElseThrow();
			for (MemoryLayout member : layout.memberLayouts()) {
				member.name().ifPresent((name) -> {
					String field = name.startsWith("ss_") ? "addrs." + name : name;
					expressions.put("offsetof(" + struct + ", " + field + ")",
							layout.byteOffset(PathElement.groupElement(name)));
					expressions.put("sizeof(((" + struct + " *) 0)->" + field + ")", member.byteSize());
				});
			}
		}
		expressions.put("sizeof(struct mptcp_subflow_info)", (long) MptcpFullInfoLayout.SUBFLOW_LENGTH);
		expressions.put("sizeof(struct mptcp_subflow_addrs)", 2L * SocketAddressLayout.MAX_LENGTH);
		expressions.put("MPTCP_FULL_INFO", (long) MptcpFullInfoLayout.OPTION);
		verify(expressions);
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

	private void verify(Map<String, Long> expressions) throws IOException, InterruptedException {
		String compiler = findCompiler();
		Path source = this.directory.resolve("print.c");
		Path program = this.directory.resolve("print");
		Files.writeString(source, source(expressions.keySet()));
		ExternalProgram.run(List.of(compiler, "-o", program.toString(), source.toString()));
		List<String> values = ExternalProgram.run(List.of(program.toString())).lines().toList();
		assertThat(values).hasSameSizeAs(expressions.keySet());
		int i = 0;
		int absentByVersion = 0;
		for (Map.Entry<String, Long> expression : expressions.entrySet()) {
			assertThat(values.get(i)).as(expression.getKey()).isIn(expression.getValue().toString(), ABSENT);
			if (condition(expression.getKey()).startsWith("LINUX_VERSION_CODE")) {
				absentByVersion += ABSENT.equals(values.get(i)) ? 1 : 0;
			}
			i++;
		}
		assertThat(values).filteredOn(ABSENT::equals).hasSizeLessThan(2 + absentByVersion);
	}

	private static String findCompiler() {
		String compiler = Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.map((directory) -> Path.of(directory, "cc"))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElse("");
		Prerequisite.require(!compiler.isEmpty(), "there is no C compiler, cc, to read the headers of Linux");
		return compiler;
	}

	private static String source(Iterable<String> expressions) {
		StringBuilder source = new StringBuilder("""
				#define _GNU_SOURCE
				#include <errno.h>
				#include <fcntl.h>
				#include <stddef.h>
				#include <stdio.h>
				#include <sys/time.h>
				#include <netinet/in.h>
				#include <sys/socket.h>
				#include <linux/bpf.h>
				#include <linux/in.h>
				#include <linux/in6.h>
				#include <linux/mptcp.h>
				#include <linux/netlink.h>
				#include <linux/tcp.h>
				#include <linux/version.h>
				int main(void) {
				""");
		for (String expression : expressions) {
			String print = "printf(\"%ld\\n\", (long) (" + expression + "));\n";
			source.append("#if " + condition(expression) + "\n" + print + "#else\nputs(\"" + ABSENT + "\");\n#endif\n");
		}
		return source.append("return 0; }\n").toString();
	}

	// The headers can be older than a constant or a field
	private static String condition(String expression) {
		if (expression.startsWith("TCP_RTO_") || expression.startsWith("TCP_DELACK_")) {
			return "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 17, 0)";
		}
		if (expression.matches("(TCP|SO|IP|IPV6)_.*")) {
			return "defined(" + expression + ")";
		}
		if (expression.contains("mptcpi_last_") || expression.contains("->mptcp_info")) {
			return "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 10, 0)";
		}
		if (expression.contains("mptcpi_subflows_total")) {
			return "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 8, 0)";
		}
		boolean since65 = Stream
			.of("MPTCP_FULL_INFO", "mptcp_full_info", "mptcp_subflow_info", "mptcpi_retransmits", "mptcpi_bytes_")
			.anyMatch(expression::contains);
		return since65 ? "LINUX_VERSION_CODE >= KERNEL_VERSION(6, 5, 0)" : "1";
	}

}
