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

package io.github.mptcpspring.servertests;

import java.util.List;

import io.github.mptcpspring.MptcpUnavailableException;
import io.github.mptcpspring.autoconfigure.MptcpAutoConfiguration;
import io.github.mptcpspring.autoconfigure.grpc.GrpcMptcpAutoConfiguration;
import io.grpc.netty.NettyChannelBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.grpc.client.autoconfigure.GrpcClientAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.grpc.client.ClientInterceptorsConfigurer;
import org.springframework.grpc.client.CompositeGrpcChannelFactory;
import org.springframework.grpc.client.GrpcChannelBuilderCustomizer;
import org.springframework.grpc.client.GrpcChannelFactory;
import org.springframework.grpc.client.NettyGrpcChannelFactory;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Tests for factories of gRPC channels that an application makes in the place of Boot's.
 * They connect to nothing.
 */
@Tag("server")
@Tag("client:grpc")
@ExtendWith(OutputCaptureExtension.class)
class OwnGrpcChannelFactoryTests {

	private static final String FAIL = "client.mptcp.on-unavailable=fail";

	private final ApplicationContextRunner runner = new ApplicationContextRunner()
		.withConfiguration(AutoConfigurations.of(MptcpAutoConfiguration.class, GrpcMptcpAutoConfiguration.class,
				GrpcClientAutoConfiguration.class, SslAutoConfiguration.class))
		.withPropertyValues("client.mptcp.grpc.enabled=true");

	@Test
	void isReported(CapturedOutput output) {
		this.runner.withUserConfiguration(Plain.class).run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).singleElement()
			.asString()
			.endsWith("gRPC client: MPTCP is not used: the sockets of the application's bean own"
					+ " (NettyGrpcChannelFactory) cannot be reached. Give it the bean mptcpGrpcChannelCustomizer, or"
					+ " leave it to Boot");
	}

	@Test
	void failStopsTheApplication() {
		this.runner.withUserConfiguration(Plain.class)
			.withPropertyValues(FAIL)
			.run((context) -> assertThat(context).getFailure()
				.rootCause()
				.isInstanceOf(MptcpUnavailableException.class));
	}

	@ParameterizedTest
	@ValueSource(classes = { Customized.class, Composite.class, OwnGrpcChannelFactoryTests.class })
	void isNotReportedWhereItIsReached(Class<?> configuration, CapturedOutput output) {
		this.runner.withUserConfiguration(configuration).withPropertyValues(FAIL).run((context) -> {
			assertThat(context).hasNotFailed();
			assertThat(context.getBeansOfType(GrpcChannelFactory.class)).isNotEmpty();
		});
		assertThat(warnings(output)).isEmpty();
	}

	@Test
	void nothingIsSaidWhenSwitchedOff(CapturedOutput output) {
		this.runner.withUserConfiguration(Plain.class)
			.withPropertyValues("client.mptcp.grpc.enabled=false", "client.mptcp.enabled=true", FAIL)
			.run((context) -> assertThat(context).hasNotFailed());
		assertThat(warnings(output)).isEmpty();
	}

	private static List<String> warnings(CapturedOutput output) {
		return output.getAll().lines().filter((line) -> line.contains("WARN")).toList();
	}

	@Configuration(proxyBeanMethods = false)
	static class Plain {

		@Bean
		NettyGrpcChannelFactory own(ClientInterceptorsConfigurer interceptors) {
			return new NettyGrpcChannelFactory(List.of(), interceptors);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Customized {

		@Bean
		NettyGrpcChannelFactory own(GrpcChannelBuilderCustomizer<NettyChannelBuilder> mptcpGrpcChannelCustomizer,
				ClientInterceptorsConfigurer interceptors) {
			return new NettyGrpcChannelFactory(List.of(mptcpGrpcChannelCustomizer), interceptors);
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class Composite {

		@Bean
		CompositeGrpcChannelFactory own(GrpcChannelBuilderCustomizer<NettyChannelBuilder> mptcpGrpcChannelCustomizer,
				ClientInterceptorsConfigurer interceptors) {
			return new CompositeGrpcChannelFactory(
					List.of(new Customized().own(mptcpGrpcChannelCustomizer, interceptors)));
		}

	}

}
